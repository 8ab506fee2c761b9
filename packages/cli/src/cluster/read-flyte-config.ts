import {
  type ConfigFile,
  type ConfigMap,
  failureOf,
  lastChange,
  type Problem,
  problemsOf,
  type Result,
  resultOf,
  valuesOf,
} from "@podwright/core";
import { parseConfigFile } from "@podwright/manifests";
import { clusterPlace } from "./cluster-place.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import type { ObjectName } from "./cluster-settings.ts";
import { configFilesOf, type MountedConfig, type MountedConfigMap, mountedConfig } from "./flyte-deployment.ts";
import { permitted } from "./permitted.ts";

/** Flyte's config as its ConfigMaps hold it. */
export interface ClusterConfig {
  /** In the order in which Flyte reads them; none: no ConfigMap was found, or none may be read. */
  readonly files: readonly ConfigFile[];
  /** The ConfigMaps that were read. */
  readonly configMaps: readonly { readonly place: string; readonly changedAt?: string }[];
}

/**
 * Reads the ConfigMaps of Flyte's config: those that are named, else those that Flyte's own Deployment mounts, else those that its charts make. Of the
 * Secrets that hold config too nothing is read.
 * @param named - where the caller knows them
 * @problems those of `parseConfigFile`; as warnings CLUSTER_FORBIDDEN, CLUSTER_CONFIG_MISSING, CLUSTER_CONFIG_PARTIAL
 */
export async function readFlyteConfig(
  reader: ClusterReader,
  flyteNamespace: string,
  named: readonly ObjectName[] | undefined,
): Promise<Result<ClusterConfig>> {
  const wanted: Wanted = named ? { configMaps: named, problems: [] } : await findConfigMaps(reader, flyteNamespace);
  const readings = await Promise.all(wanted.configMaps.map((each) => permitted(readConfigMap(reader, each))));
  const found = readings.flatMap(({ value }) => value ?? []);
  const absent = named ? wanted.configMaps.filter((_, index) => readings[index] && isAbsent(readings[index])) : [];
  const isNone = found.length === 0 && readings.every(isAbsent) && absent.length === 0;
  const problems = [
    ...wanted.problems,
    ...readings.flatMap((reading) => reading.problems),
    ...absent.map((each) => missing(reader, each)),
    ...(isNone ? [noConfig(reader, flyteNamespace)] : []),
  ];
  const files = filesOf(found, wanted.pattern);
  if (problemsOf(files).some(({ severity }) => severity !== "warning"))
    return failureOf(problemsOf(files) as [Problem, ...Problem[]]);
  const configMaps = found.map(({ place, object }) => {
    const changedAt = lastChange(object);
    return { place, ...(changedAt !== undefined && { changedAt }) };
  });
  return resultOf({ files: valuesOf(files), configMaps }, [...problems, ...problemsOf(files)]);
}

interface Wanted {
  readonly configMaps: readonly (ObjectName & Pick<MountedConfigMap, "items">)[];
  readonly pattern?: string;
  readonly problems: readonly Problem[];
}

async function findConfigMaps(reader: ClusterReader, namespace: string): Promise<Wanted> {
  const { value, problems } = await permitted(reader.list("deployments", { namespace }));
  const mounted = mountedConfig(value?.items ?? []);
  if (!mounted) return { configMaps: ofCharts.map((name) => ({ namespace, name })), problems };
  const partial = mounted.secrets.length > 0 ? [configPartial(reader, namespace, mounted)] : [];
  return {
    configMaps: mounted.configMaps.map((each) => ({ ...each, namespace })),
    pattern: mounted.pattern,
    problems: [...problems, ...partial],
  };
}

/**
 * What the charts call it, flyte-binary's after the release that its documentation has.
 * @source charts/flyte-core/templates/propeller/configmap.yaml, charts/flyte-binary/templates/_helpers.tpl configMapName, flyteorg/flyte v1.16.8 and v2.0.43
 */
const ofCharts: readonly string[] = [
  "flyte-propeller-config",
  "flyte-binary-config",
  "flyte-backend-flyte-binary-config",
  "flyte-sandbox-config",
  "flyte-devbox-config",
];

interface FoundConfigMap extends Pick<MountedConfigMap, "items"> {
  readonly place: string;
  readonly object: ConfigMap;
}

async function readConfigMap(
  reader: ClusterReader,
  { namespace, name, items }: Wanted["configMaps"][number],
): Promise<FoundConfigMap | undefined> {
  const object = await reader.get("configmaps", name, { namespace });
  return object && { object, place: clusterPlace(reader.context, { namespace, name }), ...(items && { items }) };
}

function isAbsent({ value, problems }: { readonly value?: unknown; readonly problems: readonly Problem[] }): boolean {
  return value === undefined && problems.length === 0;
}

/** In the order of their names, whichever ConfigMap they are from; of one name that of the later ConfigMap stands. */
function filesOf(found: readonly FoundConfigMap[], pattern: string | undefined): readonly Result<ConfigFile>[] {
  const files = new Map(
    found.flatMap(({ place, object, items }) => {
      const shown = configFilesOf(object.data ?? {}, {
        ...(items && { items }),
        ...(pattern !== undefined && { pattern }),
      });
      return [...shown].map(([path, { key, text }]) => [path, { name: `${place}/${key}`, text }] as const);
    }),
  );
  const sorted = [...files].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return sorted.map(([, { name, text }]) => parseConfigFile(text, name));
}

function missing(reader: ClusterReader, name: ObjectName): Problem {
  return {
    code: "CLUSTER_CONFIG_MISSING",
    severity: "warning",
    what: `the ConfigMap ${name.namespace}/${name.name}, which --flyte-config-map names, does not exist`,
    where: clusterPlace(reader.context, name),
    fix: "name the ConfigMap that holds Flyte's config",
  };
}

function noConfig(reader: ClusterReader, namespace: string): Problem {
  return {
    code: "CLUSTER_CONFIG_MISSING",
    severity: "warning",
    what: `no ConfigMap with Flyte's config was found in namespace ${namespace}: Flyte's defaults count`,
    where: clusterPlace(reader.context, { namespace, name: ofCharts.join(", ") }),
    fix: "name it with --flyte-config-map NAMESPACE/NAME, give its files with --config, or say in podwright.yaml where Flyte runs (flyteNamespace)",
  };
}

function configPartial(reader: ClusterReader, namespace: string, { deployment, secrets }: MountedConfig): Problem {
  return {
    code: "CLUSTER_CONFIG_PARTIAL",
    severity: "warning",
    what: `Flyte's config comes from ${secrets.length === 1 ? "the Secret" : "the Secrets"} ${secrets.join(", ")} too, which podwright does not read`,
    where: `${clusterPlace(reader.context, { namespace, name: deployment })}, the Deployment`,
    fix: "nothing, if only credentials stand there; else give what decides Pods with --config",
  };
}
