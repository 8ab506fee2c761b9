import { parseQuantity } from "../kubernetes/quantity.ts";

/**
 * Kinds of resource names.
 * @source pkg/apis/core/helper/helpers.go, Kubernetes v1.34.1
 */
export function isHugePages(name: string): boolean {
  return name.startsWith(hugePages);
}

/** Names without a domain, or of a domain that ends in kubernetes.io. */
export function isNativeResource(name: string): boolean {
  return !name.includes("/") || name.includes("kubernetes.io/");
}

/** Whether a request may be less than its limit. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

/** Names without a domain that Kubernetes knows, those of quotas included. */
export function isStandardResource(name: string): boolean {
  return standardResources.has(name) || isHugePages(name) || name.startsWith(`requests.${hugePages}`);
}

/** Names without a domain of what is counted: there is no part of it. */
export function isCountedResource(name: string): boolean {
  return countedResources.has(name);
}

/** Whether an amount is a multiple of the size of pages that the resource's name tells. */
export function isDivisiblePages(name: string, amount: string): boolean {
  const [size, total] = [parseQuantity(name.slice(hugePages.length)), parseQuantity(amount)];
  if ("refused" in size || "refused" in total || size.nano <= 0n || size.nano % one !== 0n) return false;
  return total.nano % size.nano === 0n;
}

const hugePages = "hugepages-";

/** In billionths. */
const one = 1_000_000_000n;

/** Names of what is counted. */
const countedResources: ReadonlySet<string> = new Set([
  "pods",
  "resourcequotas",
  "services",
  "replicationcontrollers",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "services.nodeports",
  "services.loadbalancers",
]);

const standardResources: ReadonlySet<string> = new Set([
  ...countedResources,
  "cpu",
  "memory",
  "ephemeral-storage",
  "requests.cpu",
  "requests.memory",
  "requests.ephemeral-storage",
  "limits.cpu",
  "limits.memory",
  "limits.ephemeral-storage",
  "storage",
  "requests.storage",
]);
