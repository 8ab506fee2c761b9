import type { PodSpec } from "../../../kubernetes/types.ts";
import type { Frozen } from "../../../merge/draft.ts";
import { laySpecUnder } from "../../../merge/lay-under.ts";
import { appendItems } from "../../../merge/list-items.ts";
import { asksFor } from "../../asks-for.ts";
import { documents } from "../../documents.ts";
import type { Layer } from "../../layer.ts";

/** Tolerations that the platform's config has for the resources which the containers (not the init ones) ask for, whoever gave them. */
export const resourceTolerations: Layer = {
  name: "resource-tolerations",
  apply(draft, { config }) {
    const byResource = config["resource-tolerations"];
    const spec: Partial<Frozen<PodSpec>> = {};
    for (const name of Object.keys(byResource).sort()) {
      const source = { document: documents.config, path: ["resource-tolerations", name] };
      if (asksFor(draft, name)) appendItems(draft, spec, "tolerations", byResource[name] ?? [], { ...own, source });
    }
    if (spec.tolerations) laySpecUnder(draft, { value: spec as Frozen<PodSpec>, origin: own });
  },
};

const own = { layer: resourceTolerations.name };
