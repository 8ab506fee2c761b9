import { report } from "../../../merge/draft.ts";
import { appendItems, sourcedItems } from "../../../merge/list-items.ts";
import { mergeMap, mergeMapUnder } from "../../../merge/map-entries.ts";
import type { Origin } from "../../../merge/origin.ts";
import { setField } from "../../../merge/write-field.ts";
import { toDnsSubdomain } from "../../dns-name.ts";
import { documents } from "../../documents.ts";
import type { Layer } from "../../layer.ts";
import { sanitizedLabelValue } from "../../sanitized-label-value.ts";
import { secretAnnotations } from "../../secret-annotations.ts";

/**
 * What the plugin manager writes on every object it submits: namespace and name; labels and annotations, the platform's under the
 * Pod's under the task's under the execution's, then what names the task's secrets and whom it runs as; the owner in place of any other; the finalizer
 * if the platform asks for it.
 * @problems SECRET_INVALID
 * @source flytepropeller/pkg/controller/nodes/task/k8s/plugin_manager.go addObjectMetadata, task_exec_context.go newTaskExecutionMetadata,
 * flyteorg/flyte v1.16.8
 */
export const objectMetadata: Layer = {
  name: "object-metadata",
  apply(draft, { config, execution, task }) {
    const { metadata } = draft;
    const secrets = secretAnnotations(task.securityContext?.secrets ?? []);
    if (!secrets.ok) {
      for (const problem of secrets.problems) report(draft, problem);
      return;
    }
    const identity = execution.securityContext?.runAs?.executionIdentity;
    if (execution.namespace) setField(draft, metadata, "namespace", execution.namespace, origins.namespace);
    setField(draft, metadata, "name", toDnsSubdomain(execution.name, "flyte-1.16"), origins.name);
    for (const map of ["annotations", "labels"] as const) {
      mergeMapUnder(draft, metadata, map, config[`default-${map}`], from(documents.config, `default-${map}`));
      mergeMap(
        draft,
        metadata,
        map,
        task.metadata?.metadata?.[map] ?? {},
        from(documents.task, "metadata", "metadata", map),
      );
      mergeMap(draft, metadata, map, execution[map] ?? {}, from(documents.execution, map));
    }
    mergeMap(draft, metadata, "annotations", secrets.value, { layer: objectMetadata.name });
    if (Object.keys(secrets.value).length > 0)
      mergeMap(draft, metadata, "labels", { "inject-flyte-secrets": "true" }, { layer: objectMetadata.name });
    if (identity)
      mergeMap(draft, metadata, "labels", { "execution-identity": sanitizedLabelValue(identity) }, origins.identity);
    if (execution.ownerReference)
      setField(draft, metadata, "ownerReferences", [execution.ownerReference], origins.owner);
    if (config["inject-finalizer"] && !metadata.finalizers?.includes(finalizer))
      appendItems(
        draft,
        metadata,
        "finalizers",
        sourcedItems(draft, [finalizer], origins.finalizer),
        origins.finalizer,
      );
  },
};

/** @source flytepropeller/pkg/controller/nodes/task/k8s/plugin_manager.go, flyteorg/flyte v1.16.8 */
const finalizer = "flyte.org/finalizer-k8s";

const from = (document: string, ...path: readonly string[]): Origin => ({
  layer: objectMetadata.name,
  source: { document, path },
});

const origins = {
  namespace: from(documents.execution, "namespace"),
  name: from(documents.execution, "name"),
  owner: from(documents.execution, "ownerReference"),
  identity: from(documents.execution, "securityContext", "runAs", "executionIdentity"),
  finalizer: from(documents.config, "inject-finalizer"),
};
