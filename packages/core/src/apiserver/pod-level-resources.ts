import type { PodSpec } from "../kubernetes/gen/types.ts";
import { compareQuantities } from "../kubernetes/quantity.ts";
import { addQuantities } from "../kubernetes/quantity-arithmetic.ts";
import type { Container, ResourceRequirements } from "../kubernetes/types.ts";
import { isHugePages, isOvercommitAllowed } from "./resource-names.ts";
import type { Struct } from "./struct.ts";

/**
 * The resources of the Pod as a whole, where it states some: huge pages' limits from its containers' limits; requests from its containers'
 * requests, else from its own limits. Undefined where the Pod states none.
 * @source pkg/apis/core/v1/defaults.go defaultHugePagePodLimits, defaultPodRequests, Kubernetes v1.34.1
 */
export function podLevelResources(spec: PodSpec): ResourceRequirements | undefined {
  const { resources } = spec;
  if (!resources || (isEmpty(resources.limits) && isEmpty(resources.requests))) return undefined;
  const pages = pick(
    aggregateResources(spec, "limits"),
    (name) => isHugePages(name) && resources.requests?.[name] === undefined,
  );
  const limits = { ...pages, ...resources.limits };
  if (isEmpty(limits)) return resources;
  const used = pick(
    aggregateResources(spec, "requests"),
    (name) => isPodLevelResource(name) && isOvercommitAllowed(name),
  );
  const requests = { ...pick(limits, isPodLevelResource), ...used, ...resources.requests };
  return { ...resources, limits, ...(isEmpty(requests) ? {} : { requests }) };
}

/** @source component-helpers/resource/helpers.go SupportedPodLevelResources, v0.34.4 */
export function isPodLevelResource(name: string): boolean {
  return name === "cpu" || name === "memory" || isHugePages(name);
}

/**
 * What the containers need at once: the sum over the containers and native sidecars, or what the most demanding init container needs
 * together with the sidecars that started before it.
 * @source component-helpers/resource/helpers.go AggregateContainerRequests, AggregateContainerLimits, v0.34.4
 */
export function aggregateResources(spec: PodSpec, of: "limits" | "requests"): Struct<string> {
  let running = sum(spec.containers.map((container) => container.resources?.[of] ?? {}));
  let sidecars: Struct<string> = {};
  let starting: Struct<string> = {};
  for (const container of spec.initContainers ?? ([] as Container[])) {
    const amounts = container.resources?.[of] ?? {};
    const together = sum([sidecars, amounts]);
    if (container.restartPolicy === "Always") {
      running = sum([running, amounts]);
      sidecars = together;
    }
    starting = largest(starting, together);
  }
  return largest(running, starting);
}

function sum(lists: readonly Struct<string>[]): Struct<string> {
  const total: Record<string, string> = {};
  for (const list of lists) {
    for (const [name, amount] of Object.entries(list)) {
      const known = total[name];
      total[name] = known === undefined ? amount : addQuantities(known, amount);
    }
  }
  return total;
}

function largest(a: Struct<string>, b: Struct<string>): Struct<string> {
  const more = pick(b, (name) => compareQuantities(b[name] ?? "0", a[name] ?? "0") > 0 || a[name] === undefined);
  return { ...a, ...more };
}

function pick(list: Struct<string>, wanted: (name: string) => boolean): Struct<string> {
  return Object.fromEntries(Object.entries(list).filter(([name]) => wanted(name)));
}

function isEmpty(list: Struct<string> | undefined): boolean {
  return Object.keys(list ?? {}).length === 0;
}
