import { appendItems, sourcedItems } from "../../merge/list-items.ts";
import { mergeMap, mergeMapUnder } from "../../merge/map-entries.ts";
import type { Origin } from "../../merge/origin.ts";
import { setField } from "../../merge/write-field.ts";
import { toDnsSubdomain } from "../dns-name.ts";
import { documents } from "../documents.ts";
import type { Layer } from "../layer.ts";

/**
 * What the plugin manager writes on every object it submits: namespace and name; labels and annotations, the platform's under the
 * Pod's under the execution's; the owner in place of any other; the finalizer if the platform asks for it.
 * @source executor/pkg/plugin/k8s/plugin_manager.go addObjectMetadata, flyteorg/flyte v2.0.43
 */
export const objectMetadata: Layer = {
  name: "object-metadata",
  apply(draft, { config, execution }) {
    const { metadata } = draft;
    if (execution.namespace) setField(draft, metadata, "namespace", execution.namespace, origins.namespace);
    setField(draft, metadata, "name", toDnsSubdomain(execution.name, "flyte-2.0"), origins.name);
    mergeMapUnder(draft, metadata, "annotations", config["default-annotations"], origins.defaultAnnotations);
    mergeMap(draft, metadata, "annotations", execution.annotations ?? {}, origins.annotations);
    mergeMapUnder(draft, metadata, "labels", config["default-labels"], origins.defaultLabels);
    mergeMap(draft, metadata, "labels", execution.labels ?? {}, origins.labels);
    if (execution.ownerReference && !config["disable-inject-owner-references"])
      setField(draft, metadata, "ownerReferences", [execution.ownerReference], origins.owner);
    if (config["inject-finalizer"])
      appendItems(
        draft,
        metadata,
        "finalizers",
        sourcedItems(draft, ["flyte/flytek8s"], origins.finalizer),
        origins.finalizer,
      );
  },
};

const from = (document: string, ...path: readonly string[]): Origin => ({
  layer: objectMetadata.name,
  source: { document, path },
});

const origins = {
  namespace: from(documents.execution, "namespace"),
  name: from(documents.execution, "name"),
  annotations: from(documents.execution, "annotations"),
  labels: from(documents.execution, "labels"),
  owner: from(documents.execution, "ownerReference"),
  defaultAnnotations: from(documents.config, "default-annotations"),
  defaultLabels: from(documents.config, "default-labels"),
  finalizer: from(documents.config, "inject-finalizer"),
};
