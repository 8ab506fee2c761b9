import {
  decodeKubernetes,
  lastChange,
  type PodTemplate,
  type Problem,
  pathText,
  problemsOf,
  type Result,
  resultOf,
  type SourcedPodTemplate,
  valuesOf,
  writtenPodTemplate,
} from "@podwright/core";
import { clusterPlace } from "./cluster-place.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import { permitted } from "./permitted.ts";

export interface ClusterPodTemplate extends SourcedPodTemplate {
  /** RFC 3339. */
  readonly changedAt?: string;
}

/**
 * The PodTemplates of some namespaces.
 * @problems MANIFEST_INVALID; as warnings FIELD_UNKNOWN for what only a later Kubernetes has, and CLUSTER_FORBIDDEN
 */
export async function readPodTemplates(
  reader: ClusterReader,
  namespaces: readonly string[],
): Promise<Result<readonly ClusterPodTemplate[]>> {
  const lists = await Promise.all(
    [...new Set(namespaces)].map((namespace) => permitted(reader.list("podtemplates", { namespace }))),
  );
  const problems = lists.flatMap((list) => list.problems);
  const read = lists.flatMap(({ value }) =>
    (value?.items ?? []).map((item) => clusterPodTemplate(item, reader.context)),
  );
  return resultOf(valuesOf(read), [...problems, ...problemsOf(read)]);
}

/**
 * A PodTemplate as a cluster gives it. It has its API server's defaults already: they count as nobody's, and are not filled in again. What the cluster keeps
 * books with is left out.
 */
export function clusterPodTemplate(item: PodTemplate, context: string | undefined): Result<ClusterPodTemplate> {
  const { name = "", namespace = "", uid, resourceVersion, labels, annotations } = item.metadata ?? {};
  const document = clusterPlace(context, { namespace, name });
  const metadata = { name, namespace, ...(labels && { labels }), ...(annotations && { annotations }) };
  const kept = {
    apiVersion: "v1",
    kind: "PodTemplate",
    metadata: { ...metadata, uid, resourceVersion },
    template: item.template,
  };
  const where = (path: readonly (string | number)[]): string => `${document}, ${pathText(path)}`;
  const decoded = decodeKubernetes<PodTemplate>("corev1.PodTemplate", kept, where);
  if (!decoded.ok) return decoded;
  const stored: PodTemplate = { ...decoded.value, metadata };
  const template: PodTemplate = { ...writtenPodTemplate(decoded.value), metadata };
  const changedAt = lastChange(item);
  const warnings: readonly Problem[] = decoded.warnings;
  return resultOf({ document, template, stored, ...(changedAt !== undefined && { changedAt }) }, warnings);
}
