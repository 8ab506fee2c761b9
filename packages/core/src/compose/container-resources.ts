import { compareQuantities, isZeroQuantity } from "../kubernetes/quantity.ts";
import type { ResourceRequirements } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";

/** Whose amount a resource has in the end. */
type ResourceSource = "container" | "override" | "template" | "platform" | "default";

const resourceLists = ["requests", "limits"] as const;

type ResourceListName = (typeof resourceLists)[number];

/** One amount that a container's resources must be given. */
export interface ResourceWrite {
  readonly list: ResourceListName;
  readonly name: string;
  readonly value: string;
  readonly from: ResourceSource;
  /** Where among the source's resources the amount stands: not always in this list or under this name. Absent: nowhere, it is made up. */
  readonly sourceList?: ResourceListName;
  readonly sourceName: string;
}

export interface ResourceRules {
  /** Laid over the container's own by name. */
  readonly override?: Frozen<ResourceRequirements> | undefined;
  /** Laid under both: what neither has. */
  readonly template?: Frozen<ResourceRequirements> | undefined;
  readonly platform?: Frozen<ResourceRequirements> | undefined;
  /** What a container that asks for none requests, where the platform does not say; quantities. */
  readonly defaults: { readonly cpu: string; readonly memory: string };
  /**
   * `assign` completes requests from limits and the other way round, and gives defaults; `in-range` only lowers what is above the
   * platform's limits.
   */
  readonly mode: "assign" | "in-range";
  /** What `gpu` is called. */
  readonly acceleratorName: string;
  /** Whether `gpu` of the override is renamed too; a template's never is. */
  readonly renamesOverride: boolean;
  /** Resources that are accelerators: they are adjusted where they are asked for. */
  readonly acceleratorNames: ReadonlySet<string>;
}

/**
 * What a container's resources lack, and which of its amounts go (`gpu`, under its real name then). Cpu and memory always stand in the
 * end, as zeros in mode `in-range`; zero counts as not given.
 * @source flytek8s/container_helper.go MergeResources, ApplyResourceOverrides, flyteorg/flyte v2.0.43
 */
export function adjustResources(own: Frozen<ResourceRequirements>, rules: ResourceRules): ResourceWrite[] {
  const lists = listsOf(own, "container");
  renameGpu(lists, rules.acceleratorName);
  if (rules.override) {
    const override = listsOf(rules.override, "override");
    if (rules.renamesOverride) renameGpu(override, rules.acceleratorName);
    for (const [name, cell] of override.requests) lists.requests.set(name, cell);
    for (const [name, cell] of override.limits) lists.limits.set(name, cell);
  }
  if (rules.template) {
    const template = listsOf(rules.template, "template");
    for (const list of resourceLists)
      for (const [name, cell] of template[list]) if (!lists[list].has(name)) lists[list].set(name, cell);
  }
  adjust("cpu", lists, rules);
  adjust("memory", lists, rules);
  if (isAsked("ephemeral-storage", lists)) adjust("ephemeral-storage", lists, rules);
  for (const name of rules.acceleratorNames) if (isAsked(name, lists)) adjust(name, lists, rules);
  return [...changes("requests", lists.requests, own.requests), ...changes("limits", lists.limits, own.limits)];
}

/** What clients that do not know the platform call any accelerator. */
export const genericAccelerator = "gpu";

type Cell = Omit<ResourceWrite, "list" | "name">;

type Cells = Map<string, Cell>;
type Lists = Readonly<Record<ResourceListName, Cells>>;

function listsOf(resources: Frozen<ResourceRequirements>, from: ResourceSource): Lists {
  return {
    requests: cellsOf(resources.requests, from, "requests"),
    limits: cellsOf(resources.limits, from, "limits"),
  };
}

function cellsOf(
  list: Readonly<Record<string, string>> | undefined,
  from: ResourceSource,
  sourceList: ResourceListName,
): Cells {
  const cells: Cells = new Map();
  for (const name in list) cells.set(name, { value: list[name] ?? "0", from, sourceList, sourceName: name });
  return cells;
}

function madeUp(value: string, from: ResourceSource, sourceName: string): Cell {
  return { value, from, sourceName };
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
  let request = requests.get(name) ?? madeUp("0", "container", name);
  let limit = limits.get(name) ?? madeUp("0", "container", name);
  if (rules.mode === "assign") {
    if (isZeroQuantity(request.value)) request = isZeroQuantity(limit.value) ? defaultOf(name, rules) : limit;
    if (isZeroQuantity(limit.value)) limit = request;
  }
  const ceiling = rules.platform?.limits?.[name];
  if (ceiling !== undefined) {
    const platformLimit: Cell = { value: ceiling, from: "platform", sourceList: "limits", sourceName: name };
    request = lowered(request, platformLimit);
    limit = lowered(limit, platformLimit);
  }
  requests.set(name, lowered(request, limit));
  limits.set(name, limit);
}

function defaultOf(name: string, { platform, defaults }: ResourceRules): Cell {
  const request = platform?.requests?.[name];
  if (request !== undefined) return { value: request, from: "platform", sourceList: "requests", sourceName: name };
  if (name === "cpu" || name === "memory") return madeUp(defaults[name], "default", name);
  return madeUp("0", "container", name);
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
  for (const [name, cell] of cells)
    if (own?.[name] !== cell.value || name === genericAccelerator) writes.push({ list, name, ...cell });
  return writes;
}
