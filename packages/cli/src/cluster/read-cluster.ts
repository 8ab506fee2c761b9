import { type ConfigFile, type DocumentChange, documents, type Result, resultOf, success } from "@podwright/core";
import type { Shell } from "../shell.ts";
import { clusterChoice } from "./cluster-choice.ts";
import { clusterLabel } from "./cluster-place.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import type { ClusterSettings } from "./cluster-settings.ts";
import { missingNamespace } from "./missing-namespace.ts";
import { oneRefusal } from "./one-refusal.ts";
import { readFlyteConfig } from "./read-flyte-config.ts";
import { type ClusterPodTemplate, readPodTemplates } from "./read-pod-templates.ts";
import { rememberingReader } from "./remembering-reader.ts";

/** What a cluster says of a task's Pod. */
export interface ClusterFacts {
  /** `cluster kind-dev`. */
  readonly label: string;
  readonly podTemplates: readonly ClusterPodTemplate[];
  readonly configFiles: readonly ConfigFile[];
  /** Of PodTemplates and of Flyte's config, when they last changed. */
  readonly changes: ReadonlyMap<string, DocumentChange>;
}

/** Where a cluster is asked. */
export interface ClusterScope {
  /** Of PodTemplates, the tasks' and Flyte's own. */
  readonly namespaces: readonly string[];
  readonly flyteNamespace: string;
  /** The tasks' namespace, where somebody named it. */
  readonly named?: string | undefined;
}

/**
 * Reads what the cluster says, with `get` and `list` alone. What the caller may not read is a warning, and the rest counts.
 * @problems those of the connection; MANIFEST_INVALID and those of Flyte's config; as warnings CLUSTER_FORBIDDEN, CLUSTER_NAMESPACE_MISSING,
 * CLUSTER_CONFIG_MISSING, CLUSTER_CONFIG_PARTIAL, FIELD_UNKNOWN
 */
async function readCluster(
  reader: ClusterReader,
  settings: ClusterSettings,
  { namespaces, flyteNamespace, named }: ClusterScope,
): Promise<Result<ClusterFacts>> {
  const [templates, config, missing] = await Promise.all([
    readPodTemplates(reader, namespaces),
    readFlyteConfig(reader, flyteNamespace, settings.configMaps),
    named === undefined ? [] : missingNamespace(reader, named),
  ]);
  if (!templates.ok) return templates;
  if (!config.ok) return config;
  const facts: ClusterFacts = {
    label: clusterLabel(reader.context),
    podTemplates: templates.value,
    configFiles: config.value.files,
    changes: changesOf(templates.value, config.value.configMaps),
  };
  return resultOf<ClusterFacts>(facts, [...missing, ...oneRefusal([...templates.warnings, ...config.warnings])]);
}

function changesOf(
  templates: readonly ClusterPodTemplate[],
  configMaps: readonly { readonly place: string; readonly changedAt?: string }[],
): ClusterFacts["changes"] {
  const latest = configMaps.toSorted((a, b) => ((a.changedAt ?? "") < (b.changedAt ?? "") ? -1 : 1)).at(-1);
  const config = latest?.changedAt && { name: `the ConfigMap ${latest.place}`, time: latest.changedAt };
  return new Map([
    ...templates.flatMap(({ document, changedAt }) =>
      changedAt === undefined ? [] : [[document, { name: `the PodTemplate ${document}`, time: changedAt }] as const],
    ),
    ...(config ? [[documents.config, config] as const, [documents.storage, config] as const] : []),
  ]);
}

const nothing: ClusterFacts = { label: "", podTemplates: [], configFiles: [], changes: new Map() };

/** The same for a verb's settings; nothing where they name no cluster. The connection is closed again. */
export async function readClusterOf(
  settings: ClusterSettings | undefined,
  scope: ClusterScope,
  environment: Shell["environment"],
): Promise<Result<ClusterFacts>> {
  if (!settings) return success(nothing);
  return await withCluster(settings, environment, (reader) => readCluster(reader, settings, scope));
}

/** Does something with a cluster and closes its connections, if what is asked was not all known: then there are none. */
export async function withCluster<T>(
  settings: ClusterSettings,
  environment: Shell["environment"],
  use: (reader: ClusterReader) => Promise<T>,
): Promise<T> {
  const { kubeconfig, context, answers } = settings;
  const { openCluster } = await import("./open-cluster.ts");
  const cluster = await openCluster(clusterChoice({ kubeconfig, context }, environment));
  try {
    return await use(rememberingReader(cluster, answers));
  } finally {
    await cluster.close();
  }
}
