/**
 * Kinds of resource names.
 * @source pkg/apis/core/helper/helpers.go, Kubernetes v1.34.1
 */
export function isHugePages(name: string): boolean {
  return name.startsWith("hugepages-");
}

/** Names without a domain, or of a domain that ends in kubernetes.io. */
export function isNativeResource(name: string): boolean {
  return !name.includes("/") || name.includes("kubernetes.io/");
}

/** Whether a request may be less than its limit. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}
