import type { NodeSelectorRequirement, NodeSelectorTerm } from "../kubernetes/gen/types.ts";
import type { Listed, Recorder } from "./recorder.ts";

/**
 * Node selector terms are alternatives: nodes that both layers accept are those of every term of the one joined with every term of the
 * other, the higher layer's first. They are settled (`settleAlternatives`), so that joining twice changes nothing.
 */
export function joinAlternatives(recorder: Recorder, low: Listed, high: Listed): readonly unknown[] {
  const [lower, higher] = [termsOf(recorder, low), termsOf(recorder, high)];
  if (higher.length === 0) return copied(recorder, high.items.length === 0 ? low : high);
  if (lower.length === 0) return copied(recorder, low.items.length === 0 ? high : low);
  const joined = higher.flatMap((over) => lower.map((under) => joinTerms(over, under)));
  return least(joined).map((term) => written(recorder, term));
}

/**
 * Leaves out of alternatives a term that only narrows another one, a requirement that stands twice, and an empty term, which no node matches;
 * but not the only terms that there are.
 * @returns the list itself if nothing is left out
 */
export function settleAlternatives(recorder: Recorder, list: Listed): readonly unknown[] {
  const terms = termsOf(recorder, list);
  if (terms.length === 0) return list.items;
  const kept = least(terms);
  const requirements = list.items.reduce<number>((sum, item) => sum + requirementsOf(item as NodeSelectorTerm), 0);
  const keeps = kept.length === list.items.length && kept.reduce((sum, { size }) => sum + size, 0) === requirements;
  return keeps ? list.items : kept.map((term) => written(recorder, term));
}

function requirementsOf({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm): number {
  return matchExpressions.length + matchFields.length;
}

function least(terms: readonly Term[]): readonly Term[] {
  const kept: Term[] = [];
  for (const term of terms) if (!kept.some((other) => isWithin(other, term))) kept.push(term);
  return kept.filter((term) => !kept.some((other) => other !== term && isWithin(other, term)));
}

type List = "matchExpressions" | "matchFields";
const lists: readonly List[] = ["matchExpressions", "matchFields"];

interface Part {
  readonly list: List;
  readonly from: Listed;
  readonly index: number;
}

type Term = ReadonlyMap<string, Part>;

function termsOf(recorder: Recorder, { items, origin }: Listed): readonly Term[] {
  return items.flatMap((item, index) => {
    const term = item as NodeSelectorTerm;
    const termOrigin = recorder.originOf(items, index, origin);
    const parts = new Map<string, Part>();
    for (const list of lists) {
      const requirements = term[list] ?? [];
      const from: Listed = { items: requirements, origin: recorder.originOf(term, list, termOrigin) };
      for (const [place, requirement] of requirements.entries()) {
        const key = list + textOf(requirement);
        if (!parts.has(key)) parts.set(key, { list, from, index: place });
      }
    }
    return parts.size > 0 ? [parts] : [];
  });
}

function textOf({ key, operator, values = [] }: NodeSelectorRequirement): string {
  return JSON.stringify([key, operator, ...values]);
}

function joinTerms(over: Term, under: Term): Term {
  return new Map([...over, ...[...under].filter(([key]) => !over.has(key))]);
}

/** Whether a term asks for nothing that the other one does not ask for too. */
function isWithin(term: Term, other: Term): boolean {
  if (term.size > other.size) return false;
  for (const key of term.keys()) if (!other.has(key)) return false;
  return true;
}

function copied(recorder: Recorder, from: Listed): readonly unknown[] {
  const items: unknown[] = [];
  for (const [index, item] of from.items.entries()) {
    recorder.itemTook(items, index, from, index);
    items.push(item);
  }
  return items;
}

function written(recorder: Recorder, term: Term): NodeSelectorTerm {
  const result: { [key in List]?: NodeSelectorRequirement[] } = {};
  for (const { list, from, index } of term.values()) {
    const requirements = result[list] ?? [];
    recorder.itemTook(requirements, requirements.length, from, index);
    requirements.push(from.items[index] as NodeSelectorRequirement);
    result[list] = requirements;
  }
  return result;
}
