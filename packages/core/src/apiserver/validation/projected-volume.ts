import type { KeyToPath, ProjectedVolumeSource, VolumeProjection } from "../../kubernetes/gen/types.ts";
import { validateDownwardFile } from "./downward-files.ts";
import { validateKeyPath } from "./key-paths.ts";
import { badProjectedPath } from "./paths.ts";
import { badMode } from "./ranges.ts";
import { forbidden, invalid, ofEach, type Refusals, required, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validateProjectedVolumeSource, Kubernetes v1.34.1 */
export function validateProjected({ sources, defaultMode }: ProjectedVolumeSource, field: string): Refusals {
  const paths = new Set<string>();
  return [
    ...badMode(`${field}.defaultMode`, defaultMode),
    ...ofEach(sources, `${field}.sources`, (source, at) => validateSource(source, at, { field, paths })),
  ];
}

interface Projection {
  /** Of the whole volume, which the server names where paths conflict. */
  readonly field: string;
  /** Of all sources so far. */
  readonly paths: Set<string>;
}

function validateSource(source: VolumeProjection, field: string, volume: Projection): Refusals {
  const { secret, configMap, downwardAPI, serviceAccountToken } = source;
  return [
    ...(secret ? validateKeys(secret, `${field}.secret`, volume) : []),
    ...(configMap ? validateKeys(configMap, `${field}.configMap`, volume) : []),
    ...(downwardAPI?.items ?? []).flatMap((file) => [
      ...validateDownwardFile(file, `${field}.downwardAPI`),
      ...takePath(file.path, file.path, volume),
    ]),
    ...(serviceAccountToken ? validateToken(serviceAccountToken, `${field}.serviceAccountToken`, volume.field) : []),
    ...when(
      [secret, configMap, downwardAPI, serviceAccountToken].filter(Boolean).length > 1,
      forbidden(field, "may not specify more than 1 volume type per source"),
    ),
  ];
}

function validateKeys(
  { name = "", items }: { readonly name?: string; readonly items?: readonly KeyToPath[] },
  field: string,
  volume: Projection,
): Refusals {
  return [
    ...when(!name, required(`${field}.name`)),
    ...ofEach(items, `${field}.items`, (item, at) => [
      ...validateKeyPath(item, at),
      ...takePath(item.path, name, volume),
    ]),
  ];
}

function takePath(path: string, value: string, { field, paths }: Projection): Refusals {
  const taken = paths.has(path);
  if (path) paths.add(path);
  return when(path && taken, invalid(field, value, "conflicting duplicate paths"));
}

/** The server calls the place of a token's path the volume's own `path`. */
function validateToken(
  { expirationSeconds = 0, path }: NonNullable<VolumeProjection["serviceAccountToken"]>,
  field: string,
  volume: string,
): Refusals {
  const at = `${field}.expirationSeconds`;
  return [
    ...when(expirationSeconds < 600, invalid(at, expirationSeconds, "may not specify a duration less than 10 minutes")),
    ...when(
      expirationSeconds > 2 ** 32,
      invalid(at, expirationSeconds, "may not specify a duration larger than 2^32 seconds"),
    ),
    ...(path ? badProjectedPath(`${volume}.path`, path) : [required(`${volume}.path`)]),
  ];
}
