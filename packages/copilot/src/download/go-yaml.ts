import { Document, type Pair, type Scalar, type ScalarTag, visit } from "yaml";
import { compareGoKeys } from "./go-key-order.ts";

/**
 * JSON text as YAML, the way Flyte writes inputs.yaml: block style, keys in yaml.v2's order, numbers as Go prints them.
 * A string with a character that YAML 1.1 takes for a line break and YAML 1.2 does not is quoted, so that every reader
 * gets it back (upstream corrupts it).
 * @source sigs.k8s.io/yaml JSONToYAML over gopkg.in/yaml.v2 v2.4
 */
export function yamlOfJson(json: string): string {
  const document = new Document(parseExactly(json, exactNumbers), {
    version: "1.1",
    customTags: (tags) => [goFloatTag, ...tags],
    sortMapEntries: (a: Pair, b: Pair) => compareGoKeys(keyText(a), keyText(b)),
  });
  visit(document, { Scalar: (_key, node) => quoteLineSeparators(node) });
  return escapeLineSeparators(document.toString({ indentSeq: false, lineWidth: 0, nullStr: "null" }));
}

/** Node 24 tells a reviver a number's own text, which TypeScript's es2024 does not know yet. */
const parseExactly = JSON.parse as (text: string, reviver?: SourceReviver) => unknown;

type SourceReviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

const exactNumbers: SourceReviver = (_key, value, { source }) =>
  typeof value === "number" && source !== undefined ? goNumber(source) : value;

/** Integers stay exact; one that no Go integer holds becomes a float, as in Go. */
function goNumber(source: string): bigint | number {
  if (!/^-?\d+$/.test(source)) return Number(source);
  const integer = BigInt(source);
  return integer >= -(2n ** 63n) && integer < 2n ** 64n ? integer : Number(source);
}

const goFloatTag: ScalarTag = {
  identify: (value) => typeof value === "number",
  default: true,
  tag: "tag:yaml.org,2002:float",
  // Never read with: the pattern matches nothing.
  test: /(?!)/,
  resolve: Number,
  stringify: ({ value }) => goFloat(Number(value)),
};

/** strconv.FormatFloat(value, 'g', -1, 64). @source Go 1.24 strconv/ftoa.go */
function goFloat(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

function quoteLineSeparators(node: Scalar): void {
  if (typeof node.value === "string" && /[\u0085\u2028\u2029]/.test(node.value)) node.type = "QUOTE_DOUBLE";
}

/** They stand in quoted strings only; there YAML has an escape for each. */
function escapeLineSeparators(yaml: string): string {
  return yaml.replaceAll("\u0085", "\\N").replaceAll("\u2028", "\\L").replaceAll("\u2029", "\\P");
}

function keyText(pair: Pair): string {
  return String((pair.key as Scalar | null)?.value ?? pair.key);
}
