import type { Volume } from "../../kubernetes/types.ts";
import type { Volumes } from "./mounts.ts";
import { dnsLabel } from "./name-formats.ts";
import { duplicate, forbidden, invalid, invalidFor, type Refusals, required, when } from "./refusal.ts";
import { validateVolumeSource } from "./volume-sources.ts";

/**
 * Refuses volumes. Mounts know only those that are valid.
 * @param podName - makes the names of the claims of ephemeral volumes; absent for templates
 * @source pkg/apis/core/validation/validation.go ValidateVolumes, Kubernetes v1.34.1
 */
export function validateVolumes(
  volumes: readonly Volume[],
  field: string,
  podName: string | undefined,
): { readonly valid: Volumes; readonly refusals: Refusals } {
  const valid = new Map<string, Volume>();
  const created = new Set(
    podName ? volumes.filter(({ ephemeral }) => ephemeral).map(({ name }) => `${podName}-${name}`) : [],
  );
  const refusals = volumes.flatMap((volume, index) => {
    const at = `${field}[${index}]`;
    const { name, persistentVolumeClaim: claim } = volume;
    const own = [
      ...validateVolumeSource(volume, at, podName),
      ...when(!name, required(`${at}.name`)),
      ...invalidFor(`${at}.name`, name, name ? dnsLabel(name) : []),
      ...when(valid.has(name), duplicate(`${at}.name`, name)),
    ];
    if (own.length === 0) valid.set(name, volume);
    const rule = "must not reference a PVC that gets created for an ephemeral volume";
    return [
      ...own,
      ...when(
        claim && created.has(claim.claimName),
        invalid(`${at}.persistentVolumeClaim.claimName`, claim?.claimName ?? "", rule),
      ),
    ];
  });
  return { valid, refusals };
}

/**
 * A Pod without service account has no token to project.
 * @source pkg/apis/core/validation/validation.go validatePodMetadataAndSpec, Kubernetes v1.34.1
 */
export function validateProjectedTokens(volumes: readonly Volume[], field: string): Refusals {
  return volumes.flatMap(({ projected }, index) =>
    (projected?.sources ?? []).flatMap(({ serviceAccountToken }, source) =>
      when(
        serviceAccountToken,
        forbidden(
          `${field}[${index}].projected.sources[${source}].serviceAccountToken`,
          "must not be specified when serviceAccountName is not set",
        ),
      ),
    ),
  );
}
