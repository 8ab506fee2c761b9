import type { Container, Volume } from "@podwright/core";
import { matchesGlob } from "@podwright/core";
import type { ClusterObjects } from "@podwright/runner";

export type Deployment = ClusterObjects["deployments"];

/** What Flyte's own Deployment mounts as its config. */
export interface MountedConfig {
  /** The Deployment's name. */
  readonly deployment: string;
  /** In the order in which they are laid over each other. */
  readonly configMaps: readonly MountedConfigMap[];
  /** Secrets that hold config too, and that nobody reads here. */
  readonly secrets: readonly string[];
  /** Of the files' names: `*.yaml`. */
  readonly pattern: string;
}

export interface MountedConfigMap {
  readonly name: string;
  /** Which keys are mounted, and as what; absent: all, under their own names. */
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

/**
 * The config of the part of Flyte that makes Pods: propeller's in Flyte 1's flyte-core, that of the one program in flyte-binary. What `--config` names is
 * looked for among the container's volumes.
 * @returns undefined if none of the Deployments is one
 * @source charts/flyte-core/templates/propeller/deployment.yaml, charts/flyte-binary/templates/deployment.yaml, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function mountedConfig(deployments: readonly Deployment[]): MountedConfig | undefined {
  const found = deployments.flatMap((deployment) => {
    const { containers = [], volumes = [] } = deployment.spec?.template?.spec ?? {};
    return containers.flatMap((container) => {
      const mounted = configOf(container, volumes);
      return mounted ? [{ rank: rankOf(container), ...mounted, deployment: deployment.metadata?.name ?? "" }] : [];
    });
  });
  const [best] = found.filter(({ rank }) => rank > 0).sort((a, b) => b.rank - a.rank);
  if (!best) return undefined;
  const { rank: _, ...config } = best;
  return config;
}

/** 0: none that makes Pods. The webhook of flyte-core is propeller's program with propeller's config. */
function rankOf({ name, image = "", command = [], args = [] }: Container): number {
  const words = [...command, ...args];
  const isPropeller = /flytepropeller/.test(image) || words.some((word) => /flytepropeller(-manager)?$/.test(word));
  if (isPropeller) return words.includes("webhook") ? 1 : 3;
  return name === "flyte" || /\bflyte-(binary|sandbox|devbox|demo)/.test(image) ? 2 : 0;
}

function configOf(
  { command = [], args = [], volumeMounts = [] }: Container,
  volumes: readonly Volume[],
): Omit<MountedConfig, "deployment"> | undefined {
  const path = configPath([...command, ...args]);
  const [, folder, pattern = ""] = /^(.*)\/([^/]*)$/.exec(path ?? "") ?? [];
  const mount = volumeMounts.find(({ mountPath }) => mountPath.replace(/\/+$/, "") === folder);
  const volume = volumes.find(({ name }) => name === mount?.name);
  if (!volume) return undefined;
  const sources = volume.projected?.sources ?? [{ ...(volume.configMap && { configMap: volume.configMap }) }];
  const configMaps = sources.flatMap(({ configMap }) =>
    configMap?.name ? [{ name: configMap.name, ...(configMap.items && { items: configMap.items }) }] : [],
  );
  const secrets = [
    ...sources.flatMap(({ secret }) => secret?.name ?? []),
    ...(volume.secret?.secretName ? [volume.secret.secretName] : []),
  ];
  return { configMaps, secrets, pattern };
}

function configPath(words: readonly string[]): string | undefined {
  const joined = words.find((word) => word.startsWith("--config="));
  return joined?.slice("--config=".length) ?? words[words.indexOf("--config") + 1 || words.length];
}

/** Which of a ConfigMap's keys become config files, by the names that they have there. */
export function configFilesOf(
  data: Readonly<Record<string, string>>,
  { items, pattern = "*.yaml" }: { readonly items?: MountedConfigMap["items"]; readonly pattern?: string },
): ReadonlyMap<string, { readonly key: string; readonly text: string }> {
  const entries = items ?? Object.keys(data).map((key) => ({ key, path: key }));
  return new Map(
    entries.flatMap(({ key, path }) => {
      const text = data[key];
      return text !== undefined && matchesGlob(path, pattern) ? [[path, { key, text }] as const] : [];
    }),
  );
}
