import type { NodeSelectorRequirement, NodeSelectorTerm } from "../kubernetes/gen/types.ts";
import type { Listed, Recorder } from "./recorder.ts";

/**
 * Node selector terms are alternatives: nodes that both layers accept are those of every term of the one joined with every term of the
 * other. A term that only narrows another one is left out, so that joining twice changes nothing; so is an empty term, which no
 * node matches, unless a layer has no other.
 */
export function joinAlternatives(recorder: Recorder, low: Listed, high: Listed): readonly unknown[] {
  const [lower, higher] = [termsOf(recorder, low), termsOf(recorder, high)];
  if (higher.length === 0 || lower.length === 0) return higher.length === 0 ? high.items : low.items;
  const joined = higher.flatMap((over) => lower.map((under) => joinTerms(under, over)));
  const kept: Term[] = [];
  for (const term of joined) if (!kept.some((other) => isWithin(other, term))) kept.push(term);
  const least = kept.filter((term) => !kept.some((other) => other !== term && isWithin(other, term)));
  return least.map((term) => written(recorder, term));
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

function joinTerms(under: Term, over: Term): Term {
  return new Map([...under, ...[...over].filter(([key]) => !under.has(key))]);
}

/** Whether a term asks for nothing that the other one does not ask for too. */
function isWithin(term: Term, other: Term): boolean {
  if (term.size > other.size) return false;
  for (const key of term.keys()) if (!other.has(key)) return false;
  return true;
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
