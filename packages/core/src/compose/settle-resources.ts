import { compareQuantities } from "../kubernetes/quantity.ts";
import type { Container } from "../kubernetes/types.ts";
import { type Draft, type Frozen, report } from "../merge/draft.ts";
import { type Origin, unwritten } from "../merge/origin.ts";
import { ownField } from "../merge/own-field.ts";
import { setField } from "../merge/write-field.ts";
import { isAcceleratorResource } from "./accelerator.ts";
import { documents } from "./documents.ts";
import type { Facts } from "./facts.ts";
import { loseDefaultRequests } from "./lose-default-requests.ts";
import { placeOf } from "./place-of.ts";

export interface Settlement {
  /** The primary container gets defaults, and requests and limits complete each other. */
  readonly isPrimary: boolean;
  /** In whose name it is written. */
  readonly layer: string;
}

/**
 * Settles what a container asks for: by resource, a request that is missing is the limit, else the platform's default; a limit that is missing is
 * the request; both are at most the platform's limit. Zero is an amount.
 * @problems REQUEST_OVER_LIMIT where two layers contradict each other
 */
export function settleResources(
  draft: Draft,
  facts: Facts,
  container: Frozen<Container>,
  settlement: Settlement,
): void {
  for (const name of namesOf(container, settlement)) {
    const request = given(draft, container, "requests", name);
    const limit = given(draft, container, "limits", name);
    if (request && limit && compareQuantities(request.value, limit.value) > 0)
      reportOver(draft, container.name, { name, request, limit });
    const wanted = settlement.isPrimary ? completed(facts, settlement, name, { request, limit }) : { request, limit };
    for (const [list, amount] of [["requests", wanted.request] as const, ["limits", wanted.limit] as const]) {
      const settled = amount && atMost(amount, ceiling(facts, settlement, name));
      const own = list === "requests" ? request : limit;
      if (settled && settled.value !== own?.value) write(draft, container, { list, name, amount: settled });
    }
  }
  if (settlement.isPrimary) loseDefaultRequests(draft, container, facts.config, settlement.layer);
}

type List = "requests" | "limits";

interface Amount {
  readonly value: string;
  readonly origin: Origin;
}

type Wanted = Readonly<Record<"request" | "limit", Amount | undefined>>;

const always = ["cpu", "memory"];

/** What the platform knows the measure of: all else is left as it is, but for requests above their limits. */
function namesOf({ resources }: Frozen<Container>, { isPrimary }: Settlement): ReadonlySet<string> {
  const asked = [...Object.keys(resources?.requests ?? {}), ...Object.keys(resources?.limits ?? {})];
  return new Set(isPrimary ? [...always, ...asked] : asked);
}

function given({ recorder }: Draft, container: Frozen<Container>, list: List, name: string): Amount | undefined {
  const { resources } = container;
  const amounts = resources?.[list];
  if (!amounts || !Object.hasOwn(amounts, name)) return undefined;
  const listOrigin = recorder.originOf(resources, list, recorder.originOf(container, "resources", unwritten));
  return { value: amounts[name] ?? "0", origin: recorder.originOf(amounts, name, listOrigin) };
}

function completed(facts: Facts, { layer }: Settlement, name: string, { request, limit }: Wanted): Wanted {
  const known = always.includes(name) || name === "ephemeral-storage" || isAcceleratorResource(facts.config, name);
  if (!known) return { request, limit };
  const first = request ?? limit ?? byDefault(facts, layer, name);
  return { request: first, limit: limit ?? first };
}

function byDefault({ config, execution }: Facts, layer: string, name: string): Amount | undefined {
  const request = execution.platformResources?.requests?.[name];
  if (request !== undefined) return { value: request, origin: fromExecution(layer, "requests", name) };
  if (name !== "cpu" && name !== "memory") return undefined;
  const key = name === "cpu" ? "default-cpus" : "default-memory";
  return { value: config[key], origin: { layer, source: { document: documents.config, path: [key] } } };
}

function ceiling({ execution }: Facts, { layer }: Settlement, name: string): Amount | undefined {
  const value = execution.platformResources?.limits?.[name];
  return value === undefined ? undefined : { value, origin: fromExecution(layer, "limits", name) };
}

function fromExecution(layer: string, list: List, name: string): Origin {
  return { layer, source: { document: documents.execution, path: ["platformResources", list, name] } };
}

function atMost(amount: Amount, most: Amount | undefined): Amount {
  if (!most || compareQuantities(most.value, "0") === 0) return amount;
  return compareQuantities(amount.value, most.value) > 0 ? most : amount;
}

interface Write {
  readonly list: List;
  readonly name: string;
  readonly amount: Amount;
}

function write(draft: Draft, container: Frozen<Container>, { list, name, amount }: Write): void {
  const resources = ownField(draft, container, "resources", { layer: amount.origin.layer });
  const amounts = ownField(draft, resources, list, { layer: amount.origin.layer });
  setField(draft, amounts, name, amount.value, amount.origin);
}

interface Contradiction {
  readonly name: string;
  readonly request: Amount;
  readonly limit: Amount;
}

/** Between layers nobody can know which one should give way. */
function reportOver(draft: Draft, container: string, { name, request, limit }: Contradiction): void {
  report(draft, {
    code: "REQUEST_OVER_LIMIT",
    what:
      `container ${container} requests ${request.value} ${name} (${whoseOf(request)}), more than its limit of ` +
      `${limit.value} (${whoseOf(limit)})`,
    where: `the Pod, container ${container}, resources`,
    fix: "raise the limit or lower the request, in the layer that should give way",
  });
}

function whoseOf({ origin: { layer, source } }: Amount): string {
  return source ? `${layer}: ${placeOf(source)}` : layer;
}
