import type { ExecutionFacts } from "../compose/facts.ts";
import type { Pod } from "../kubernetes/types.ts";
import { captureMarkers } from "./capture-markers.ts";
import { readFacts } from "./read-facts.ts";

/** A fact of an execution that a Pod of it tells. */
export interface InferredFact {
  readonly fact: string;
  readonly value: unknown;
  /** The Pod's field that tells it. */
  readonly from: string;
}

export interface InferredExecution {
  readonly execution: ExecutionFacts;
  readonly facts: readonly InferredFact[];
  /** Of facts that decide part of the composed Pod and that the Pod in the cluster does not tell. */
  readonly unknown: readonly string[];
}

/**
 * Finds the facts of the execution that a Pod was made for: some stand in it as they are (its name, its labels, its account); the others are found
 * where the composed Pod holds them. It is composed with a mark in the place of each, and what stands in the Pod where the marks are is the fact.
 * A path with `$` in it is not found again as it was: Flyte expands it where it fills it in (`$$` is one `$`).
 * @param given - what somebody said of the execution: it stands
 * @param defaults - what counts where neither says anything
 * @param compose - undefined where no Pod can be composed
 */
export function inferExecution(
  live: Pod,
  given: Partial<ExecutionFacts>,
  defaults: ExecutionFacts,
  compose: (execution: ExecutionFacts) => Pod | undefined,
): InferredExecution {
  const read = readFacts(live).filter(({ fact }) => !(fact in given));
  const known = { ...defaults, ...Object.fromEntries(read.map(({ fact, value }) => [fact, value])), ...given };
  const marks = marksFor(known, given);
  const composed = compose(marks.reduce(withFact, known as ExecutionFacts));
  if (!composed) return { execution: known, facts: read, unknown: [] };
  const captured = captureMarkers(
    composed,
    live,
    marks.map(({ value }) => value),
  );
  const found = marks.flatMap(({ fact, value: mark }) => {
    const capture = captured.found.get(mark);
    return capture ? [{ fact, value: capture.text as unknown, from: capture.field }] : [];
  });
  const inferred = found.map((each) => (each.fact === attempt ? { ...each, value: Number(each.value) } : each));
  const isFound = new Set(inferred.map(({ fact }) => fact));
  return {
    execution: inferred.reduce(withFact, known as ExecutionFacts),
    facts: [...read, ...inferred],
    unknown: marks.filter(({ fact, value }) => captured.held.has(value) && !isFound.has(fact)).map(({ fact }) => fact),
  };
}

const attempt = "retryAttempt";

/** The facts that are text and that a Pod holds somewhere. */
const marked = [
  "executionName",
  "project",
  "domain",
  "nodeId",
  "uniqueNodeId",
  "inputPath",
  "inputPrefix",
  "outputPrefix",
  "rawOutputPrefix",
  "checkpointPrefix",
  "prevCheckpointPrefix",
  "taskTemplatePath",
  "consoleUrl",
] as const;

interface Mark {
  readonly fact: string;
  readonly value: string;
}

function marksFor(known: ExecutionFacts, given: Partial<ExecutionFacts>): readonly Mark[] {
  const facts = [
    ...marked.filter((fact) => !(fact in given)),
    ...("taskId" in given
      ? []
      : (["project", "domain", "name", "version"] as const)
          .filter((part) => !known.taskId?.[part])
          .map((part) => `taskId.${part}`)),
  ];
  const texts = facts.map((fact, index) => ({ fact, value: `podwright${100 + index}mark` }));
  return attempt in given ? texts : [...texts, { fact: attempt, value: "987650001" }];
}

function withFact(
  execution: ExecutionFacts,
  { fact, value }: { readonly fact: string; readonly value: unknown },
): ExecutionFacts {
  const [, part] = /^taskId\.(.*)$/.exec(fact) ?? [];
  if (part !== undefined) return { ...execution, taskId: { ...execution.taskId, [part]: value } };
  return { ...execution, [fact]: fact === attempt ? Number(value) : value };
}
