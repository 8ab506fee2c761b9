import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { base32 } from "../go/base32.ts";

/** @source apimachinery/pkg/util/validation IsDNS1123Label, v0.36.3 */
export function isDnsLabel(name: string): boolean {
  return name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

/**
 * The name itself if a Pod may bear it, else the nearest one: camel case becomes kebab case, what is not allowed goes, a name too long is
 * cut and ends in a hash of the whole: how much is left before it differs between the versions.
 * @source pluginmachinery/utils/dns.go ConvertToDNS1123SubdomainCompatibleString, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function toDnsSubdomain(name: string, version: FlyteVersion): string {
  if (isDnsSubdomain(name)) return name;
  const allowed = name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^-.a-z0-9]/g, "")
    .replace(/^[.-]+|[.-]+$/g, "");
  if (allowed.length <= subdomainLength) return allowed;
  return `${allowed.slice(0, subdomainLength - longestHash[version] - 1)}-${shortId(allowed)}`;
}

/** @source apimachinery/pkg/util/validation IsDNS1123Subdomain, v0.36.3 */
function isDnsSubdomain(name: string): boolean {
  return (
    name.length <= subdomainLength && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)
  );
}

const subdomainLength = 253;
/**
 * Room for the hash, which is shorter.
 * @source flytestdlib/utils/constants.go MaxUniqueIDLength, flyteorg/flyte v2.0.43; pluginmachinery/utils/dns.go, v1.16.8
 */
const longestHash: Readonly<Record<FlyteVersion, number>> = { "flyte-1.16": 20, "flyte-2.0": 30 };

/** @source pluginmachinery/encoding/encoder.go FixedLengthUniqueID (FNV-1a, 32 bits), flyteorg/flyte v2.0.43 */
function shortId(name: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return `f${base32(Uint8Array.of(hash >>> 24, hash >>> 16, hash >>> 8, hash))}`;
}
