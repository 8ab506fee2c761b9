import { appliedTemplates } from "../../applied-templates.ts";
import type { Layer } from "../../layer.ts";
import { primaryInitName } from "../../primary-init-name.ts";
import { layTemplate } from "./lay-template.ts";

/** The template that the platform keeps for the accelerator's class, under all that stands so far. */
export const deviceClassTemplate: Layer = {
  name: "device-class-template",
  apply(draft, facts) {
    for (const applied of appliedTemplates(facts))
      if (applied.layer === deviceClassTemplate.name) layTemplate(draft, applied, primaryInitName(facts));
  },
};
