import type { PodResourceClaim, ResourceClaim } from "../../kubernetes/gen/types.ts";
import { dnsLabel, dnsSubdomain } from "./name-formats.ts";
import {
  duplicate,
  forbidden,
  invalid,
  invalidFor,
  notFound,
  ofEach,
  type Refusals,
  required,
  typed,
  when,
} from "./refusal.ts";

/**
 * Refuses the resource claims of a Pod.
 * @param isMirror - whether the Pod mirrors a static one, which may have none
 * @source pkg/apis/core/validation/validation.go validatePodResourceClaims, Kubernetes v1.34.1
 */
export function validatePodClaims(
  claims: readonly PodResourceClaim[] | undefined,
  field: string,
  isMirror: boolean,
): Refusals {
  const names = new Set<string>();
  return ofEach(claims, field, (claim, at) => {
    if (isMirror) return [forbidden("", "static pods do not support resource claims")];
    const { name, resourceClaimName, resourceClaimTemplateName } = claim;
    const known = names.has(name);
    names.add(name);
    const form = typed({
      Name: name,
      ResourceClaimName: resourceClaimName ?? null,
      ResourceClaimTemplateName: resourceClaimTemplateName ?? null,
    });
    const [some, both] = [
      resourceClaimName ?? resourceClaimTemplateName,
      resourceClaimName && resourceClaimTemplateName,
    ];
    return [
      ...when(!name, required(`${at}.name`)),
      ...when(name && known, duplicate(`${at}.name`, name)),
      ...invalidFor(`${at}.name`, name, name && !known ? dnsLabel(name) : []),
      ...when(
        both !== undefined,
        invalid(at, form, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"),
      ),
      ...when(
        some === undefined,
        invalid(at, form, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"),
      ),
      ...validateClaimName(resourceClaimName, `${at}.resourceClaimName`),
      ...validateClaimName(resourceClaimTemplateName, `${at}.resourceClaimTemplateName`),
    ];
  });
}

function validateClaimName(name: string | undefined, field: string): Refusals {
  return name === undefined ? [] : invalidFor(field, name, dnsSubdomain(name));
}

/**
 * Refuses claims of a container that its Pod does not make, or that it names twice.
 * @source pkg/apis/core/validation/validation.go validateResourceClaimNames, Kubernetes v1.34.1
 */
export function validateClaimReferences(
  claims: readonly ResourceClaim[] | undefined,
  known: ReadonlySet<string>,
  field: string,
): Refusals {
  const named = new Set<string>();
  const missing = `must be one of the names in pod.spec.resourceClaims${known.size > 0 ? `: ${[...known].sort().join(", ")}` : " which is empty"}`;
  return ofEach(claims, field, ({ name, request = "" }, at) => {
    if (!name) return [required(at)];
    return [...validateReference(name, request, named, at), ...when(!known.has(name), notFound(at, name, missing))];
  });
}

function validateReference(name: string, request: string, named: Set<string>, field: string): Refusals {
  if (named.has(name)) return [duplicate(field, name)];
  const key = request ? `${name}/${request}` : name;
  const repeated = named.has(key);
  const overlapping = request || repeated ? [] : [...named].filter((other) => other.startsWith(`${name}/`));
  named.add(key);
  return [
    ...invalidFor(`${field}.request`, request, request ? dnsLabel(request) : []),
    ...when(repeated, duplicate(field, key)),
    ...overlapping.map(() => duplicate(field, name)),
  ];
}
