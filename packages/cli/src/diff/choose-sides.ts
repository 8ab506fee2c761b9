import { failure, type Problem, type Result, type SemanticsName, success } from "@podwright/core";
import type { Settings } from "../project/read-settings.ts";
import type { DiffOperand } from "./classify-operand.ts";

/** What `podwright diff` compares: two settings, over tasks, or two tasks. */
export interface Comparison {
  readonly before: DiffSide;
  readonly after: DiffSide;
  /** The task files to compose, for each side; at least one pair. */
  readonly tasks: readonly { readonly before: string; readonly after: string }[];
}

export interface DiffSide {
  /** What people call it: a file, a folder, a semantics. */
  readonly label: string;
  readonly settings: Settings;
}

/** What the command line says: operands, and flags of which there may be two. */
export interface DiffRequest {
  readonly operands: readonly DiffOperand[];
  readonly files: readonly string[];
  readonly configs: readonly string[];
  readonly semantics: readonly SemanticsName[];
}

/**
 * Finds the two things that differ. A flag's value and an operand of its kind are a pair (`--semantics flyte-1.16 flyte-2.0`), and so are two values
 * of one flag; an operand alone is compared with what the project says. Two tasks are a pair where nothing else is.
 * @param settings - of everything that the sides have in common
 * @param tasks - the project's, for where no operand is one
 * @problems USAGE
 */
export function chooseSides(request: DiffRequest, settings: Settings, tasks: readonly string[]): Result<Comparison> {
  const given = (kind: DiffOperand["kind"]): readonly string[] =>
    request.operands.flatMap((operand) => (operand.kind === kind ? [operand.value] : []));
  const ofOperands = pairsOf(given, request, settings);
  const pairs = ofOperands.length > 0 ? ofOperands : pairsOfFlags(request);
  const [pair, second] = pairs;
  if (second) return failure(usage(`two kinds of things to compare: ${pairs.map(({ kind }) => kind).join(" and ")}`));
  const own = given("task");
  const [first, other, third] = own;
  if (!pair) {
    if (first === undefined || other === undefined) return failure(usage("nothing to compare with"));
    if (third !== undefined) return failure(usage(`${own.length} tasks; two can be compared`));
    const side = (label: string): DiffSide => ({ label, settings });
    return success({ before: side(first), after: side(other), tasks: [{ before: first, after: other }] });
  }
  const { kind, values } = pair;
  const [before, after] = values;
  if (before === undefined || after === undefined)
    return failure(usage(`nothing to compare the ${kind} ${before} with`));
  if (values.length > 2) return failure(usage(`${values.length} ${kind}; two can be compared`));
  const all = own.length > 0 ? own : tasks;
  if (all.length === 0) return failure(usage(`no task to compare the ${kind} over`));
  return success({
    before: sideOf(kind, before, settings),
    after: sideOf(kind, after, settings),
    tasks: all.map((task) => ({ before: task, after: task })),
  });
}

type PairKind = "semantics" | "configs" | "templates";

interface Pair {
  readonly kind: PairKind;
  readonly values: readonly string[];
}

function pairsOf(
  given: (kind: DiffOperand["kind"]) => readonly string[],
  { files, configs, semantics }: DiffRequest,
  settings: Settings,
): readonly Pair[] {
  const said = { semantics: settings.semantics, config: settings.config?.[0], manifests: settings.file?.[0] };
  const pair = (
    kind: PairKind,
    flags: readonly string[],
    operands: readonly string[],
    own: string | undefined,
  ): Pair[] => {
    if (operands.length === 0) return [];
    const values = [...flags, ...operands];
    return [{ kind, values: values.length === 1 && own !== undefined ? [own, ...values] : values }];
  };
  return [
    ...pair("semantics", semantics, given("semantics"), said.semantics),
    ...pair("configs", configs, given("config"), said.config),
    ...pair("templates", files, given("manifests"), said.manifests),
  ];
}

/** Two values of one flag; `-f` counts only where no other flag has two, since all verbs take several manifests. */
function pairsOfFlags({ files, configs, semantics }: DiffRequest): readonly Pair[] {
  const told: readonly Pair[] = [
    { kind: "semantics", values: semantics },
    { kind: "configs", values: configs },
  ];
  const pairs = told.filter(({ values }) => values.length > 1);
  return pairs.length === 0 && files.length > 1 ? [{ kind: "templates", values: files }] : pairs;
}

function sideOf(kind: PairKind, value: string, settings: Settings): DiffSide {
  switch (kind) {
    case "semantics":
      return { label: value, settings: { ...settings, semantics: value as SemanticsName } };
    case "configs":
      return { label: value, settings: { ...settings, config: [value] } };
    case "templates":
      return { label: value, settings: { ...settings, file: [value] } };
  }
}

function usage(what: string): Problem {
  return {
    code: "USAGE",
    what: `podwright diff: ${what}`,
    fix: `give two of a kind, such as
podwright diff OLD.pb NEW.pb
podwright diff TASK.pb old-templates/ new-templates/
podwright diff TASK.pb --semantics flyte-1.16 flyte-2.0
\`podwright diff --help\` shows more`,
  };
}
