import type { Origin } from "../../merge/origin.ts";
import { setField } from "../../merge/write-field.ts";
import { documents } from "../documents.ts";
import type { Layer } from "../layer.ts";

/**
 * The execution's image in place of the primary container's.
 * @source flytek8s/pod_helper.go ApplyContainerImageOverride, flyteorg/flyte v2.0.43
 */
export const imageOverride: Layer = {
  name: "image-override",
  apply(draft, facts) {
    const image = facts.execution.overrides?.containerImage;
    if (!image) return;
    // Of several that bear the name the first one, although elsewhere the last one counts.
    const container = draft.spec.containers.find(({ name }) => name === draft.primaryContainerName);
    if (container) setField(draft, container, "image", image, fromExecution);
  },
};

const fromExecution: Origin = {
  layer: imageOverride.name,
  source: { document: documents.execution, path: ["overrides", "containerImage"] },
};
