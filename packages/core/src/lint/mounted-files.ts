import type { Volume, VolumeMount } from "../kubernetes/types.ts";

/** The keys of a ConfigMap or Secret that the Pod can mount; undefined where it is not among the manifests. */
export type KeysOf = (kind: "ConfigMap" | "Secret", name: string) => readonly string[] | undefined;

/**
 * The files that a mount brings, by their paths in the container.
 * @returns undefined where nothing says what the volume holds
 */
export function mountedFiles(
  { mountPath, subPath }: VolumeMount,
  volume: Volume,
  keysOf: KeysOf,
): readonly string[] | undefined {
  const files = filesOf(volume, keysOf);
  const root = mountPath.replace(/\/+$/, "");
  if (!files || !subPath) return files?.map((file) => `${root}/${file}`);
  const wanted = subPath.replace(/\/+$/, "");
  return files.flatMap((file) => {
    if (file === wanted) return [root];
    return file.startsWith(`${wanted}/`) ? [`${root}${file.slice(wanted.length)}`] : [];
  });
}

function filesOf({ configMap, secret, projected }: Volume, keysOf: KeysOf): readonly string[] | undefined {
  if (configMap) return filesOfObject("ConfigMap", configMap, keysOf);
  if (secret) return filesOfObject("Secret", { ...secret, name: secret.secretName }, keysOf);
  if (!projected) return undefined;
  const lists = (projected.sources ?? []).map((source) => {
    if (source.configMap) return filesOfObject("ConfigMap", source.configMap, keysOf);
    if (source.secret) return filesOfObject("Secret", source.secret, keysOf);
    if (source.clusterTrustBundle) return [source.clusterTrustBundle.path];
    if (source.serviceAccountToken) return [source.serviceAccountToken.path];
    return source.downwardAPI?.items?.map(({ path }) => path);
  });
  return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

interface Source {
  readonly name?: string | undefined;
  readonly items?: readonly { readonly path: string }[];
}

/** Items say the files by themselves. */
function filesOfObject(kind: "ConfigMap" | "Secret", { name, items = [] }: Source, keysOf: KeysOf) {
  if (items.length > 0) return items.map(({ path }) => path);
  return name ? keysOf(kind, name) : undefined;
}
