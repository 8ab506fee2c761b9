import { report } from "../../../merge/draft.ts";
import { layMetadataUnder } from "../../../merge/lay-under.ts";
import { appliedTemplates } from "../../applied-templates.ts";
import { droppedContainers } from "../../dropped-containers.ts";
import type { Layer } from "../../layer.ts";
import { podTemplateMissing } from "../../pod-template-missing.ts";
import { primaryInitName, unmetPrimaryInit } from "../../primary-init-name.ts";
import { layTemplate } from "./lay-template.ts";

/**
 * The PodTemplate that the task names, or else the platform's default one, under all that stands so far.
 * @problems POD_TEMPLATE_MISSING; as warnings DEFAULT_POD_TEMPLATE_MISSING, PRIMARY_INIT_NEVER_APPLIES, TEMPLATE_CONTAINER_UNMATCHED
 */
export const podTemplate: Layer = {
  name: "pod-template",
  apply(draft, facts) {
    const missing = podTemplateMissing(facts);
    if (missing) report(draft, missing);
    const unmet = unmetPrimaryInit(draft, facts);
    if (unmet) report(draft, unmet);
    for (const applied of appliedTemplates(facts)) {
      for (const warning of droppedContainers(draft, applied)) report(draft, warning);
      if (applied.layer !== podTemplate.name) continue;
      layTemplate(draft, applied, primaryInitName(facts));
      const { template, source, layer } = applied;
      const metadata = template.template?.metadata;
      const path = [...source.path, "template", "metadata"];
      if (metadata)
        layMetadataUnder(draft, { value: metadata, origin: { layer, source: { document: source.document, path } } });
    }
  },
};
