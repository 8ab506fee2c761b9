import { compareQuantities, isZeroQuantity } from "../kubernetes/quantity.ts";
import type { ResourceRequirements } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";

/** Whose amount a resource has in the end. */
export type ResourceSource = "container" | "override" | "platformRequest" | "platformLimit" | "default";

type ResourceListName = "requests" | "limits";

/** One amount that a container's resources must be given. */
export interface ResourceWrite {
  readonly list: ResourceListName;
  readonly name: string;
  readonly value: string;
  readonly from: ResourceSource;
}

export interface ResourceRules {
  /** Laid over the container's own by name: for the primary container. */
  readonly override?: Frozen<ResourceRequirements> | undefined;
  readonly platform?: Frozen<ResourceRequirements> | undefined;
  /** What a container that asks for none requests, where the platform does not say; quantities. */
  readonly defaults: { readonly cpu: string; readonly memory: string };
  /**
   * `assign` completes requests from limits and the other way round, and gives defaults: for the primary container.
   * `in-range` only lowers what is above the platform's limits: for all others.
   */
  readonly mode: "assign" | "in-range";
  /** What `gpu` is called. */
  readonly acceleratorName: string;
  /** Resources that are accelerators: they are adjusted where they are asked for. */
  readonly acceleratorNames: ReadonlySet<string>;
}

/**
 * What a container's resources lack, and which of its amounts go (`gpu`, under its real name then). Cpu and memory always stand in the
 * end, as zeros in mode `in-range`; zero counts as not given.
 * @source flytek8s/container_helper.go MergeResources, ApplyResourceOverrides, flyteorg/flyte v2.0.43
 */
export function adjustResources(own: Frozen<ResourceRequirements>, rules: ResourceRules): ResourceWrite[] {
  const lists: Lists = { requests: cellsOf(own.requests, "container"), limits: cellsOf(own.limits, "container") };
  renameGpu(lists, rules.acceleratorName);
  if (rules.override) {
    const override = {
      requests: cellsOf(rules.override.requests, "override"),
      limits: cellsOf(rules.override.limits, "override"),
    };
    renameGpu(override, rules.acceleratorName);
    for (const [name, cell] of override.requests) lists.requests.set(name, cell);
    for (const [name, cell] of override.limits) lists.limits.set(name, cell);
  }
  adjust("cpu", lists, rules);
  adjust("memory", lists, rules);
  if (isAsked("ephemeral-storage", lists)) adjust("ephemeral-storage", lists, rules);
  for (const name of rules.acceleratorNames) if (isAsked(name, lists)) adjust(name, lists, rules);
  return [...changes("requests", lists.requests, own.requests), ...changes("limits", lists.limits, own.limits)];
}

/** What clients that do not know the platform call any accelerator. */
export const genericAccelerator = "gpu";

interface Cell {
  readonly value: string;
  readonly from: ResourceSource;
}

type Cells = Map<string, Cell>;
type Lists = Readonly<Record<ResourceListName, Cells>>;

const none: Cell = { value: "0", from: "container" };

function cellsOf(list: Readonly<Record<string, string>> | undefined, from: ResourceSource): Cells {
  const cells: Cells = new Map();
  for (const name in list) cells.set(name, { value: list[name] ?? "0", from });
  return cells;
}

function renameGpu(lists: Lists, acceleratorName: string): void {
  for (const cells of [lists.requests, lists.limits]) {
    const cell = cells.get(genericAccelerator);
    if (!cell) continue;
    cells.delete(genericAccelerator);
    cells.set(acceleratorName, cell);
  }
}

function isAsked(name: string, { requests, limits }: Lists): boolean {
  return requests.has(name) || limits.has(name);
}

function adjust(name: string, { requests, limits }: Lists, rules: ResourceRules): void {
  let request = requests.get(name) ?? none;
  let limit = limits.get(name) ?? none;
  if (rules.mode === "assign") {
    if (isZeroQuantity(request.value)) request = isZeroQuantity(limit.value) ? defaultOf(name, rules) : limit;
    if (isZeroQuantity(limit.value)) limit = request;
  }
  const ceiling = rules.platform?.limits?.[name];
  if (ceiling !== undefined) {
    const platformLimit: Cell = { value: ceiling, from: "platformLimit" };
    request = lowered(request, platformLimit);
    limit = lowered(limit, platformLimit);
  }
  requests.set(name, lowered(request, limit));
  limits.set(name, limit);
}

function defaultOf(name: string, { platform, defaults }: ResourceRules): Cell {
  const request = platform?.requests?.[name];
  if (request !== undefined) return { value: request, from: "platformRequest" };
  if (name === "cpu" || name === "memory") return { value: defaults[name], from: "default" };
  return none;
}

function lowered(cell: Cell, ceiling: Cell): Cell {
  if (isZeroQuantity(cell.value) || isZeroQuantity(ceiling.value)) return cell;
  return compareQuantities(cell.value, ceiling.value) > 0 ? ceiling : cell;
}

function changes(
  list: ResourceListName,
  cells: Cells,
  own: Readonly<Record<string, string>> | undefined,
): ResourceWrite[] {
  const writes: ResourceWrite[] = [];
  for (const [name, { value, from }] of cells) if (own?.[name] !== value) writes.push({ list, name, value, from });
  return writes;
}
