import { formatQuantity, parseQuantity, type Quantity } from "../../kubernetes/quantity.ts";
import type { Container, Pod } from "../../kubernetes/types.ts";

/**
 * What a scheduler reserves for a Pod, by resource, in canonical quantities: native sidecars count beside the containers, and each other init
 * container beside the sidecars started before it; the larger of both stands. What the Pod states as a whole counts instead.
 * @source component-helpers/resource/helpers.go AggregateContainerRequests, k8s.io/component-helpers v0.34.1
 */
export function effectiveRequests({ spec }: Pod): ReadonlyMap<string, Quantity> {
  const sidecars: Amounts = new Map();
  const peak: Amounts = new Map();
  for (const container of spec?.initContainers ?? []) {
    const own = requestsOf(container);
    if (container.restartPolicy === "Always") {
      add(sidecars, own);
      raise(peak, sidecars);
    } else {
      const beside: Amounts = new Map(sidecars);
      add(beside, own);
      raise(peak, beside);
    }
  }
  const total: Amounts = new Map(sidecars);
  for (const container of spec?.containers ?? []) add(total, requestsOf(container));
  raise(total, peak);
  for (const [name, amount] of amounts(spec?.resources?.requests)) total.set(name, amount);
  return total;
}

/** Whether a quantity is more than another, which may be absent. */
export function isMore(quantity: Quantity, than: Quantity | undefined): boolean {
  return quantity.nano > (than?.nano ?? 0n);
}

export function quantityText(quantity: Quantity | undefined): string {
  return quantity ? formatQuantity(quantity) : "0";
}

type Amounts = Map<string, Quantity>;

/** A limit without a request is the request, as the API server fills in. */
function requestsOf({ resources }: Container): Amounts {
  return new Map([...amounts(resources?.limits), ...amounts(resources?.requests)]);
}

function amounts(quantities: Readonly<Record<string, string>> | undefined): Amounts {
  const known: Amounts = new Map();
  for (const [name, text] of Object.entries(quantities ?? {})) {
    const quantity = parseQuantity(text);
    if (!("refused" in quantity)) known.set(name, quantity);
  }
  return known;
}

function add(total: Amounts, more: Amounts): void {
  for (const [name, { nano, format }] of more) {
    total.set(name, { nano: (total.get(name)?.nano ?? 0n) + nano, format: total.get(name)?.format ?? format });
  }
}

function raise(total: Amounts, to: Amounts): void {
  for (const [name, amount] of to) if (isMore(amount, total.get(name))) total.set(name, amount);
}
