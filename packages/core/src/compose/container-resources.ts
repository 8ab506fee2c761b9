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
  /** Accelerators are adjusted where they are asked for. */
  readonly isAccelerator: (name: string) => boolean;
}

/**
 * What a container's resources lack, and which of its amounts go (`gpu`, under its real name then). Cpu and memory always stand in the
 * end, as zeros in mode `in-range`; zero counts as not given.
 * @source flytek8s/container_helper.go MergeResources, ApplyResourceOverrides, flyteorg/flyte v2.0.43
 */
export function adjustResources(own: Frozen<ResourceRequirements>, rules: ResourceRules): readonly ResourceWrite[] {
  const writes: ResourceWrite[] = [];
  for (const name of resourceNames(own, rules)) {
    const request = givenAmount(own, rules, "requests", name);
    const limit = givenAmount(own, rules, "limits", name);
    if (!isAdjusted(name, rules)) {
      addChange(writes, own, "requests", name, request);
      addChange(writes, own, "limits", name, limit);
    } else if (request || limit || name === "cpu" || name === "memory") {
      adjust(writes, own, rules, { name, request, limit });
    }
  }
  return writes;
}

/** What clients that do not know the platform call any accelerator. */
export const genericAccelerator = "gpu";

type Cell = Omit<ResourceWrite, "list" | "name">;

/** Those that are adjusted, whether asked for or not, and those that an override, a template or a new name brings; others stay as they are. */
function resourceNames(own: Frozen<ResourceRequirements>, rules: ResourceRules): readonly string[] {
  const names = ["cpu", "memory"];
  const add = (name: string) => {
    if (!names.includes(name)) names.push(name);
  };
  for (const list of resourceLists) {
    for (const name in own[list]) if (isAdjusted(name, rules)) add(name);
    if (own[list]?.[genericAccelerator] !== undefined) add(rules.acceleratorName);
    for (const name in rules.override?.[list])
      add(name === genericAccelerator && rules.renamesOverride ? rules.acceleratorName : name);
    for (const name in rules.template?.[list]) add(name);
  }
  return names;
}

function isAdjusted(name: string, { isAccelerator }: ResourceRules): boolean {
  return name === "cpu" || name === "memory" || name === "ephemeral-storage" || isAccelerator(name);
}

/** The override's, else the container's own, else the template's. */
function givenAmount(
  own: Frozen<ResourceRequirements>,
  rules: ResourceRules,
  list: ResourceListName,
  name: string,
): Cell | undefined {
  const { override, template, acceleratorName, renamesOverride } = rules;
  const generic = name === acceleratorName ? genericAccelerator : name;
  const goes = name === genericAccelerator && name !== acceleratorName;
  return (
    (override && amountIn(override, "override", list, renamesOverride ? generic : name)) ??
    (override && amountIn(override, "override", list, name)) ??
    (goes ? undefined : amountIn(own, "container", list, generic)) ??
    (goes ? undefined : amountIn(own, "container", list, name)) ??
    (template && amountIn(template, "template", list, name))
  );
}

function amountIn(
  resources: Frozen<ResourceRequirements>,
  from: ResourceSource,
  list: ResourceListName,
  name: string,
): Cell | undefined {
  const amounts = resources[list];
  if (amounts === undefined || !Object.hasOwn(amounts, name)) return undefined;
  return { value: amounts[name] ?? "0", from, sourceList: list, sourceName: name };
}

function madeUp(value: string, from: ResourceSource, sourceName: string): Cell {
  return { value, from, sourceName };
}

interface Asked {
  readonly name: string;
  readonly request: Cell | undefined;
  readonly limit: Cell | undefined;
}

function adjust(writes: ResourceWrite[], own: Frozen<ResourceRequirements>, rules: ResourceRules, asked: Asked): void {
  const { name } = asked;
  let request = asked.request ?? madeUp("0", "container", name);
  let limit = asked.limit ?? madeUp("0", "container", name);
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
  addChange(writes, own, "requests", name, lowered(request, limit));
  addChange(writes, own, "limits", name, limit);
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

/** `gpu` that stands in the end is written in any case, since the container's own goes. */
function addChange(
  writes: ResourceWrite[],
  own: Frozen<ResourceRequirements>,
  list: ResourceListName,
  name: string,
  cell: Cell | undefined,
): void {
  if (cell === undefined || (own[list]?.[name] === cell.value && name !== genericAccelerator)) return;
  const { value, from, sourceList, sourceName } = cell;
  writes.push(
    sourceList === undefined
      ? { list, name, value, from, sourceName }
      : { list, name, value, from, sourceList, sourceName },
  );
}
