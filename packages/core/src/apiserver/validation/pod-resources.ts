import type { PodSpec } from "../../kubernetes/gen/types.ts";
import { compareQuantities } from "../../kubernetes/quantity.ts";
import { aggregateResources, isPodLevelResource } from "../pod-level-resources.ts";
import { isHugePages } from "../resource-names.ts";
import { forbidden, invalid, notOneOf, ofEach, type Refusals, when } from "./refusal.ts";
import { validateResourceName, validateResources } from "./resources.ts";

/**
 * Refuses resources of the Pod as a whole, also where its containers ask for more.
 * @source pkg/apis/core/validation/validation.go validatePodResources, Kubernetes v1.34.1
 */
export function validatePodResources(spec: PodSpec, claims: ReadonlySet<string>, field: string): Refusals {
  const { resources } = spec;
  if (!resources) return [];
  if (spec.os?.name === "windows") return [forbidden(field, "may not be set for a windows pod")];
  return [
    ...when(resources.claims, forbidden(`${field}.claims`, "claims may not be set for Resources at pod-level")),
    ...validateResources(resources, claims, field, validatePodResourceName),
    ...validateTotals(spec, "requests", `${field}.requests`),
    ...validateTotals(spec, "limits", `${field}.limits`),
    ...ofEach(spec.containers, `${field}.containers`, (container, at) =>
      Object.entries(container.resources?.limits ?? {}).flatMap(([name, limit]) => {
        const ofPod = resources.limits?.[name];
        const more = ofPod !== undefined && compareQuantities(limit, ofPod) > 0;
        return when(
          more,
          invalid(`${at}[${name}].limits`, limit, `must be less than or equal to pod limits of ${ofPod}`),
        );
      }),
    ),
  ];
}

/** Only the limits of huge pages are held to their containers'. */
function validateTotals(spec: PodSpec, of: "requests" | "limits", field: string): Refusals {
  return Object.entries(aggregateResources(spec, of)).flatMap(([name, total]) => {
    const ofPod = spec.resources?.[of]?.[name];
    if (ofPod === undefined || (of === "limits" && !isHugePages(name))) return [];
    const rule = `must be greater than or equal to aggregate container ${of} of ${total}`;
    return when(compareQuantities(total, ofPod) > 0, invalid(`${field}[${name}]`, ofPod, rule));
  });
}

function validatePodResourceName(name: string, field: string): Refusals {
  const refusals = validateResourceName(name, field);
  if (refusals.length > 0 || isPodLevelResource(name)) return refusals;
  return notOneOf(name, ["cpu", "hugepages-", "memory"], field);
}
