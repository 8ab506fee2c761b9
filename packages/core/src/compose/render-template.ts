import type { Literal } from "../flyte/gen/flyteidl2/core/literals_pb.js";
import { failure, type Result, success } from "../problem/problem.ts";
import type { ExecutionFacts, Facts } from "./facts.ts";
import { type InputRefusal, inputText } from "./input-text.ts";

/**
 * Fills in what Flyte knows of the execution: `{{.input}}`, `{{ $outputPrefix }}`, `{{.Inputs.x}}` and their like, in any case (Unicode's, as
 * Go folds it) but for the names of inputs. Unknown tokens stay; without inputs those of inputs stay too. The values of paths are expanded as Go's
 * regexp.ReplaceAllString expands them, and what they bring in is filled in by the tokens that come later in Flyte's order.
 * @returns the strings themselves, in a new list only if one of them changed
 * @problems TASK_INPUT_UNUSABLE, for the first string that asks for inputs that are missing or have no text
 * @source pluginmachinery/core/template/template.go Render, flyteorg/flyte v2.0.43
 */
export function renderTemplate(strings: readonly string[], facts: Pick<Facts, "execution">): Result<readonly string[]> {
  if (!strings.some(mayHoldToken)) return success(strings);
  const rendered: string[] = [];
  for (const text of strings) {
    const filled = mayHoldToken(text) ? renderInputs(renderPaths(text, facts.execution), facts.execution) : text;
    if (typeof filled !== "string") return failure(unusableInput(filled.refused));
    rendered.push(filled);
  }
  return success(rendered);
}

function mayHoldToken(text: string): boolean {
  return text.includes("{{");
}

interface Token {
  /** In lower case. */
  readonly name: string;
  readonly pattern: RegExp;
  readonly value: (execution: ExecutionFacts) => string;
}

/** Go's `\s` is ASCII only. */
const space = "[\\t\\n\\f\\r ]*";

function token(name: string, value: Token["value"]): Token {
  return { name: name.toLowerCase(), pattern: new RegExp(`\\{\\{${space}[.$]${name}${space}\\}\\}`, "giu"), value };
}

/** In the order in which Flyte fills them in. */
const tokens: readonly Token[] = [
  token("Input", ({ inputPath }) => inputPath),
  token("OutputPrefix", ({ outputPrefix }) => outputPrefix),
  token("InputPrefix", ({ inputPrefix }) => inputPrefix),
  token("RawOutputDataPrefix", ({ rawOutputPrefix }) => rawOutputPrefix),
  token("PrevCheckpointPrefix", ({ prevCheckpointPrefix }) => prevCheckpointPrefix || '""'),
  token("CheckpointOutputPrefix", ({ checkpointPrefix }) => checkpointPrefix ?? ""),
  token("PerRetryUniqueKey", ({ name }) => perRetryUniqueKey(name)),
  token("TaskTemplatePath", ({ taskTemplatePath }) => taskTemplatePath ?? ""),
  token("Namespace", ({ namespace }) => namespace),
];

const inputToken = new RegExp(`\\{\\{${space}[.$]Inputs\\.([^}\\t\\n\\f\\r ]+)${space}\\}\\}`, "giu");

const anyToken = new RegExp(`\\{\\{${space}[.$](${tokens.map(({ name }) => name).join("|")})${space}\\}\\}`, "iu");

/** By their names in lower case. */
const places: ReadonlyMap<string, number> = new Map(tokens.map(({ name }, place) => [name, place]));

const none: readonly string[] = [];

/** What a token brings in may hold others: those that come later in Flyte's order. */
function renderPaths(text: string, execution: ExecutionFacts): string {
  let rendered = text;
  let begin = 0;
  for (;;) {
    const first = firstToken(rendered, begin);
    if (first < 0) return rendered;
    const { pattern, value } = tokens[first] as Token;
    rendered = rendered.replace(pattern, (match) => expandGoTemplate(value(execution), match));
    begin = first + 1;
  }
}

/** Of the tokens from a place in Flyte's order on, the place of the first that a text holds; -1 if it holds none. */
function firstToken(text: string, begin: number): number {
  const [, name] = (mayHoldToken(text) && anyToken.exec(text)) || none;
  if (name === undefined) return -1;
  const place = places.get(name.toLowerCase());
  if (place !== undefined && text.indexOf("{{") === text.lastIndexOf("{{")) return place < begin ? -1 : place;
  for (let later = begin; later < tokens.length; later++) {
    const { pattern } = tokens[later] as Token;
    pattern.lastIndex = 0;
    if (pattern.test(text)) return later;
  }
  return -1;
}

function perRetryUniqueKey(name: string): string {
  return name.replace(/^[^a-zA-Z_]+/, "a").replace(/[^a-zA-Z0-9_]+/g, "_");
}

/**
 * `$0` is the whole match, `$$` a dollar; any other `$name` or `${name}` is empty, for the patterns have no groups.
 * @source regexp.Regexp.Expand, Go 1.24
 */
function expandGoTemplate(template: string, match: string): string {
  if (!template.includes("$")) return template;
  return template.replace(/\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu, (all, bare, braced) => {
    if (all === "$$") return "$";
    return (bare ?? braced) === "0" ? match : "";
  });
}

/** Inputs are looked at only where a text asks for some, as in Flyte 2: a shell may read them as late as that. */
function renderInputs(text: string, execution: ExecutionFacts): string | InputRefusal {
  inputToken.lastIndex = 0;
  if (!mayHoldToken(text) || !inputToken.test(text)) return text;
  const { inputs } = execution;
  if (!inputs || isEmpty(inputs.literals)) return text;
  const refusals: string[] = [];
  const rendered = text.replace(inputToken, (all, name: string) => {
    const value = textOfInput(name, inputs.literals);
    if (typeof value === "string") return value;
    refusals.push(`${refusals.length}: input template [${all}]: ${value.refused}`);
    return "";
  });
  return refusals.length === 0 ? rendered : { refused: refusals.join("\r\n") };
}

function textOfInput(name: string, literals: Readonly<Record<string, Literal>>): string | InputRefusal {
  const literal = Object.hasOwn(literals, name) ? literals[name] : undefined;
  if (!literal) return { refused: `requested input is not found [${name}]` };
  const text = inputText(literal);
  return typeof text === "string"
    ? text
    : { refused: `failed to bind a value to inputName [${name}]: ${text.refused}` };
}

/** Go's protobuf has no literals at all where the map is empty. */
function isEmpty(literals: object): boolean {
  for (const _name in literals) return false;
  return true;
}

function unusableInput(refused: string): Parameters<typeof failure>[0] {
  return {
    code: "TASK_INPUT_UNUSABLE",
    what: refused,
    fix: "give the input, or name one that the task's interface has: names of inputs are case-sensitive",
  };
}
