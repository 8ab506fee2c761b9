import type { ObjectFieldSelector, ResourceFieldSelector } from "../../kubernetes/gen/types.ts";
import { isZeroQuantity } from "../../kubernetes/quantity.ts";
import { qualifiedName } from "./name-formats.ts";
import { invalid, invalidFor, notSupported, type Refusals, required, when } from "./refusal.ts";

/**
 * Refuses a reference to a field of the Pod.
 * @param supported - the fields without subscript that may be referred to here, sorted
 * @source pkg/apis/core/validation/validation.go validateObjectFieldSelector, Kubernetes v1.34.1
 */
export function validateFieldReference(
  { apiVersion, fieldPath }: ObjectFieldSelector,
  field: string,
  supported: readonly string[],
): Refusals {
  if (!fieldPath) return [required(`${field}.fieldPath`)];
  const subscripted = splitSubscript(fieldPath);
  const refused = conversionError(apiVersion ?? "", fieldPath, subscripted?.path);
  if (refused) return [invalid(`${field}.fieldPath`, fieldPath, `error converting fieldPath: ${refused}`)];
  if (subscripted) {
    const { path, subscript } = subscripted;
    const name = path === "metadata.annotations" ? subscript.toLowerCase() : subscript;
    return invalidFor(field, name, qualifiedName(name));
  }
  const path = fieldPath === "spec.host" ? "spec.nodeName" : fieldPath;
  return when(!supported.includes(path), notSupported(`${field}.fieldPath`, path, supported));
}

interface SubscriptedPath {
  readonly path: string;
  readonly subscript: string;
}

/**
 * `metadata.labels['app']` in its two parts; undefined for a path without subscript.
 * @source pkg/fieldpath/fieldpath.go SplitMaybeSubscriptedPath, Kubernetes v1.34.1
 */
function splitSubscript(fieldPath: string): SubscriptedPath | undefined {
  const start = fieldPath.indexOf("['");
  const end = fieldPath.length - "']".length;
  if (start <= 0 || start + "['".length > end || !fieldPath.endsWith("']")) return undefined;
  return { path: fieldPath.slice(0, start), subscript: fieldPath.slice(start + "['".length, end) };
}

/** @source pkg/apis/core/pods/helpers.go ConvertDownwardAPIFieldLabel, Kubernetes v1.34.1 */
function conversionError(apiVersion: string, fieldPath: string, subscripted: string | undefined): string | undefined {
  if (apiVersion !== "v1") return `unsupported pod version: ${apiVersion}`;
  if (subscripted !== undefined) {
    const allowed = subscripted === "metadata.annotations" || subscripted === "metadata.labels";
    return allowed ? undefined : `field label does not support subscript: ${fieldPath}`;
  }
  return knownFields.has(fieldPath) ? undefined : `field label not supported: ${fieldPath}`;
}

const knownFields = new Set([
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.restartPolicy",
  "spec.serviceAccountName",
  "spec.schedulerName",
  "spec.host",
  "status.phase",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
]);

/**
 * Refuses a reference to a container's resources.
 * @param inVolume - in a volume the reference must name its container
 * @source pkg/apis/core/validation/validation.go validateContainerResourceFieldSelector, Kubernetes v1.34.1
 */
export function validateResourceReference(
  { containerName, resource, divisor }: ResourceFieldSelector,
  field: string,
  inVolume: boolean,
): Refusals {
  return [...validateResource(containerName, resource, field, inVolume), ...validateDivisor(resource, divisor, field)];
}

function validateResource(
  containerName: string | undefined,
  resource: string,
  field: string,
  inVolume: boolean,
): Refusals {
  if (inVolume && !containerName) return [required(`${field}.containerName`)];
  if (!resource) return [required(`${field}.resource`)];
  const known = resourceFields.includes(resource) || hugePagesField.test(resource);
  return when(!known, notSupported(`${field}.resource`, resource, resourceFields));
}

const hugePagesField = /^(?:requests|limits)\.hugepages-/;

const resourceFields = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory",
];

/** @source pkg/apis/core/validation/validation.go validateContainerResourceDivisor, Kubernetes v1.34.1 */
function validateDivisor(resource: string, divisor: string | undefined, field: string): Refusals {
  if (divisor === undefined || isZeroQuantity(divisor)) return [];
  const rule = hugePagesField.test(resource)
    ? `only divisor's values ${sizes.join(", ")} are supported with the hugepages resource`
    : divisorRules[resource];
  const allowed = resource.endsWith(".cpu") ? ["1m", "1"] : sizes;
  return rule === undefined || allowed.includes(divisor) ? [] : [invalid(`${field}.divisor`, resource, rule)];
}

const sizes = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

const ofCpu = "only divisor's values 1m and 1 are supported with the cpu resource";
const ofMemory = `only divisor's values ${sizes.join(", ")} are supported with the memory resource`;
const ofStorage = `only divisor's values ${sizes.join(", ")} are supported with the local ephemeral storage resource`;

const divisorRules: Readonly<Record<string, string>> = {
  "limits.cpu": ofCpu,
  "requests.cpu": ofCpu,
  "limits.memory": ofMemory,
  "requests.memory": ofMemory,
  "limits.ephemeral-storage": ofStorage,
  "requests.ephemeral-storage": ofStorage,
};
