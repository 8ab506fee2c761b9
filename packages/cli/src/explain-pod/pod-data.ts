import { type InferredFact, type JudgedChange, type LikelyAuthor, printable } from "@podwright/core";
import { type SetBy, setByOf, setByText } from "../explain/set-by.ts";
import type { SourcePlaces } from "../facts/read-source-places.ts";
import type { Style } from "../output/style.ts";
import { renderTextTable, type TextColumn, type TextTableOptions } from "../output/text-table.ts";
import { valueText } from "../output/value-text.ts";
import { maskArguments } from "./mask-arguments.ts";

/** What `explain pod -o json` prints. */
export interface PodData {
  /** `cluster kind-dev`. */
  readonly cluster: string;
  readonly namespace: string;
  readonly pod: string;
  /** The task's file. */
  readonly task: string;
  readonly semantics: string;
  /** Of the execution, that the Pod tells. */
  readonly facts: readonly InferredFact[];
  /** That decide part of the Pod, and that it does not tell: placeholders stand for them. */
  readonly unknownFacts: readonly string[];
  readonly changes: readonly PodChangeData[];
}

export interface PodChangeData {
  readonly field: string;
  readonly kind: JudgedChange["kind"];
  readonly author: LikelyAuthor;
  readonly evidence: string;
  /** What stands in the cluster; absent: only composing gives it. */
  readonly inCluster?: unknown;
  /** Absent: only the cluster has it. */
  readonly composed?: { readonly value: unknown; readonly setBy: SetBy };
}

/** Of a change without the secrets that stand in arguments. */
export function podChangeData(change: JudgedChange, places: SourcePlaces): PodChangeData {
  const { name, kind, author, evidence, before, after } = change;
  return {
    field: name,
    kind,
    author,
    evidence,
    ...(after && { inCluster: maskArguments(after.value, after.path) }),
    ...(before && {
      composed: { value: maskArguments(before.value, before.path), setBy: setByOf(before.origin, places) },
    }),
  };
}

/** Whether somebody or something changed what no part of Kubernetes or Flyte changes on its own. */
export function isDrift({ author }: Pick<PodChangeData, "author">): boolean {
  return author === "drift" || author === "webhook" || author === "edited";
}

/** Author by author, those first that matter. */
export function renderPodData(data: PodData, options: TextTableOptions): string {
  const { changes, facts, unknownFacts, cluster, namespace, pod, task, semantics } = data;
  const told = facts.map(({ fact }) => fact).join(", ");
  const head = [
    `Pod ${namespace}/${pod} of ${cluster}, and what ${semantics} makes of ${task} now`,
    ...(told === "" ? [] : [options.style("dim", `the Pod tells of its execution: ${told}`)]),
    ...(unknownFacts.length > 0
      ? [options.style("dim", `it does not tell ${unknownFacts.join(", ")}: placeholders stand for them`)]
      : []),
  ];
  const groups = authors.flatMap((author) => {
    const own = changes.filter((change) => change.author === author);
    return own.length === 0 ? [] : ["", options.style("bold", headings[author]), ...linesOf(author, own, options)];
  });
  const lines = [...head.map((line) => printable(line)), ...groups];
  return lines.map((line) => `${line}\n`).join("");
}

/** What is done to every Pod, and what nobody can judge, is told in short. */
function linesOf(
  author: LikelyAuthor,
  changes: readonly PodChangeData[],
  options: TextTableOptions,
): readonly string[] {
  if (!usual.has(author)) return table(changes, options);
  const groups = [...Map.groupBy(changes, ({ evidence }) => evidence)];
  return groups.map(([evidence, own]) => printable(`${own.map(({ field }) => field).join(", ")}: ${evidence}`));
}

const usual: ReadonlySet<LikelyAuthor> = new Set(["unjudged", "podwright", "admission", "flyte", "scheduler"]);

function table(changes: readonly PodChangeData[], options: TextTableOptions): readonly string[] {
  const rows = changes.map(({ field, kind, evidence, inCluster, composed }) => [
    kind === "moved" ? `${field} (another order)` : field,
    inCluster === undefined ? "" : valueText(inCluster),
    composed ? `${valueText(composed.value)}  ${setByText(composed.setBy)}` : "",
    evidence,
  ]);
  return renderTextTable(columns, rows.map(withDashes), options);
}

/** A row may not begin with nothing, and a gap says less than a dash. */
function withDashes(row: readonly string[]): readonly string[] {
  return row.map((cell) => cell || "-");
}

const columns: readonly TextColumn[] = [
  { title: "FIELD", cut: "start", least: 36 },
  { title: "IN THE CLUSTER", cut: "end", least: 16 },
  { title: "COMPOSED NOW", cut: "end", least: 24 },
  { title: "EVIDENCE", cut: "end", least: 40 },
];

const authors: readonly LikelyAuthor[] = [
  "drift",
  "webhook",
  "edited",
  "unjudged",
  "execution",
  "flyte",
  "podwright",
  "admission",
  "scheduler",
];

const headings: Readonly<Record<LikelyAuthor, string>> = {
  drift: "Drifted: what the Pod is composed of has changed",
  webhook: "Changed by an admission webhook, most likely",
  edited: "Changed later by somebody else",
  execution: "Facts of the execution that the Pod does not tell",
  unjudged: "Not judged: Flyte's config is not known",
  podwright: "Noted by podwright run",
  flyte: "Changed by Flyte itself, later",
  admission: "Filled in by the API server's own admission",
  scheduler: "Set by the scheduler",
};

/** One line on stderr. */
export function summaryOf({ changes }: Pick<PodData, "changes">, style: Style): string {
  if (changes.length === 0) return "no difference";
  const counts = authors.flatMap((author) => {
    const count = changes.filter((change) => change.author === author).length;
    return count === 0 ? [] : [`${count} ${author}`];
  });
  const told = `: ${counts.join(", ")}`;
  if (changes.some(isDrift)) return style("yellow", "differs") + told;
  const isJudged = changes.every(({ author }) => author !== "unjudged");
  return (isJudged ? style("green", "as composed") : style("yellow", "not all of it can be judged")) + told;
}
