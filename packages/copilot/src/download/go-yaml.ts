import { compareGoKeys } from "./go-key-order.ts";
import { goYamlString, isSimpleKey } from "./go-yaml-scalar.ts";

/**
 * JSON text as YAML, byte for byte the way Flyte writes inputs.yaml: block style, keys in yaml.v2's order, numbers as Go prints
 * them. Only a string with a character that YAML 1.1 takes for a line break is written better than upstream does.
 * @source github.com/ghodss/yaml v1.0.0 JSONToYAML over gopkg.in/yaml.v2 v2.4.0
 */
export function yamlOfJson(json: string): string {
  return `${node(parseExactly(json, exactNumbers), "")}\n`;
}

/** Node 24 tells a reviver a number's own text, which TypeScript's es2024 does not know yet. */
const parseExactly = JSON.parse as (text: string, reviver?: SourceReviver) => Value;

type SourceReviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

type Value = null | boolean | number | bigint | string | readonly Value[] | { readonly [key: string]: Value };

const exactNumbers: SourceReviver = (_key, value, { source }) =>
  typeof value === "number" && source !== undefined ? goNumber(source) : value;

/** Integers stay exact; one that no Go integer holds becomes a float, as in Go. */
function goNumber(source: string): bigint | number {
  if (!/^-?\d+$/.test(source)) return Number(source);
  const integer = BigInt(source);
  return integer >= -(2n ** 63n) && integer < 2n ** 64n ? integer : Number(source);
}

/**
 * A value from where it begins: the first line has no indentation, the last one no line break.
 * @param indent - of the lines that follow
 */
function node(value: Value, indent: string): string {
  if (typeof value === "number") return goFloat(value);
  if (typeof value === "string") return goYamlString(value, `${indent}  `);
  if (typeof value !== "object" || value === null) return String(value);
  if (isList(value)) {
    const items = value.map((item) => `- ${node(item, isBlock(item) ? `${indent}  ` : indent)}`);
    return items.join(`\n${indent}`) || "[]";
  }
  const keys = Object.keys(value).sort(compareGoKeys);
  return keys.map((key) => member(key, value[key] ?? null, indent)).join(`\n${indent}`) || "{}";
}

/** A list below a key stands at the key's own indentation. */
function member(key: string, value: Value, indent: string): string {
  const name = goYamlString(key, `${indent}  `);
  const deeper = isBlock(value) ? `${indent}  ` : indent;
  if (!isSimpleKey(key)) return `? ${name}\n${indent}: ${node(value, deeper)}`;
  if (!isBlock(value)) return `${name}: ${node(value, indent)}`;
  const below = isList(value) ? indent : deeper;
  return `${name}:\n${below}${node(value, below)}`;
}

function isBlock(value: Value): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** strconv.FormatFloat(value, 'g', -1, 64). @source Go 1.24 strconv/ftoa.go */
function goFloat(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
