import { compareQuantities } from "../../kubernetes/quantity.ts";
import { isWholeQuantity } from "../../kubernetes/quantity-arithmetic.ts";
import type { ResourceRequirements } from "../../kubernetes/types.ts";
import {
  isCountedResource,
  isDivisiblePages,
  isHugePages,
  isNativeResource,
  isOvercommitAllowed,
  isStandardResource,
} from "../resource-names.ts";
import { validateClaimReferences } from "./claims.ts";
import { qualifiedName } from "./name-formats.ts";
import { forbidden, invalid, invalidFor, type Refusals, required, typed, when } from "./refusal.ts";

type ValidateName = (name: string, field: string) => Refusals;

/**
 * Refuses resources of a container.
 * @param claims - the names of the Pod's resource claims
 * @source pkg/apis/core/validation/validation.go ValidateContainerResourceRequirements, Kubernetes v1.34.1
 */
export function validateResources(
  resources: ResourceRequirements,
  claims: ReadonlySet<string>,
  field: string,
  validateName: ValidateName = validateContainerResourceName,
): Refusals {
  const { limits = {}, requests = {} } = resources;
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  const bare = names.some(isHugePages) && !names.some((name) => name === "cpu" || name === "memory");
  return [
    ...Object.entries(limits).flatMap(([name, amount]) => [
      ...validateName(name, `${field}.limits[${name}]`),
      ...validateAmount(name, amount, `${field}.limits[${name}]`),
      ...validatePages(name, amount, `${field}.limits[${name}]`),
    ]),
    ...Object.entries(requests).flatMap(([name, amount]) => [
      ...validateName(name, `${field}.requests[${name}]`),
      ...validateAmount(name, amount, `${field}.requests[${name}]`),
      ...validateRequest(name, amount, limits[name], field),
      ...validatePages(name, amount, `${field}.requests[${name}]`),
    ]),
    ...when(bare, forbidden(field, "HugePages require cpu or memory")),
    ...validateClaimReferences(resources.claims, claims, `${field}.claims`),
  ];
}

function validateRequest(name: string, amount: string, limit: string | undefined, field: string): Refusals {
  const firm = !isOvercommitAllowed(name);
  if (limit === undefined) {
    return when(firm, required(`${field}.limits`, "Limit must be set for non overcommitable resources"));
  }
  const order = compareQuantities(amount, limit);
  if (firm)
    return when(order !== 0, invalid(`${field}.requests`, amount, `must be equal to ${name} limit of ${limit}`));
  const rule = `must be less than or equal to ${name} limit of ${limit}`;
  return when(order > 0, invalid(`${field}.requests`, amount, rule));
}

/** @source pkg/apis/core/validation/validation.go ValidateResourceQuantityValue, Kubernetes v1.34.1 */
function validateAmount(name: string, amount: string, field: string): Refusals {
  const whole = !(isCountedResource(name) || isExtendedResource(name)) || isWholeQuantity(amount);
  return [
    ...when(compareQuantities(amount, "0") < 0, invalid(field, amount, "must be greater than or equal to 0")),
    ...when(!whole, invalid(field, typed(amount), "must be an integer")),
  ];
}

function validatePages(name: string, amount: string, field: string): Refusals {
  const bad = isHugePages(name) && !isDivisiblePages(name, amount);
  return when(bad, invalid(field, amount, `${amount} is not positive integer multiple of ${name}`));
}

/** @source pkg/apis/core/validation/validation.go validateContainerResourceName, Kubernetes v1.34.1 */
function validateContainerResourceName(name: string, field: string): Refusals {
  const refusals = validateResourceName(name, field);
  const ofContainers = containerResources.has(name) || isHugePages(name);
  if (!name.includes("/")) {
    return [
      ...refusals,
      ...when(!ofContainers, invalid(field, typed(name), "must be a standard resource for containers")),
    ];
  }
  const nonStandard = !isNativeResource(name) && !isExtendedResource(name);
  return [
    ...refusals,
    ...when(nonStandard, invalid(field, typed(name), "doesn't follow extended resource name standard")),
  ];
}

export function validateResourceName(name: string, field: string): Refusals {
  const messages = qualifiedName(name);
  if (messages.length > 0) return invalidFor(field, typed(name), messages);
  return when(
    !name.includes("/") && !isStandardResource(name),
    invalid(field, typed(name), "must be a standard resource type or fully qualified"),
  );
}

/** @source pkg/apis/core/helper/helpers.go IsExtendedResourceName, Kubernetes v1.34.1 */
function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith("requests.") && qualifiedName(`requests.${name}`).length === 0;
}

const containerResources = new Set(["cpu", "memory", "ephemeral-storage"]);
