import { isTooDeep, jsonDepthLimit } from "../json-depth.ts";

/** JSON whose whole numbers beyond 2^53, which a JavaScript number would round, are bigints. */
export type ExactJson =
  | null
  | boolean
  | string
  | number
  | bigint
  | readonly ExactJson[]
  | { readonly [name: string]: ExactJson };

/** Numbers come with their source text since ES2026, which the compiler's library does not know yet. */
type ParseWithSource = (
  text: string,
  reviver: (name: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

/** @throws SyntaxError if the text is not JSON, or nested deeper than `jsonDepthLimit` */
export function parseExactJson(text: string): ExactJson {
  if (isTooDeep(text)) throw new SyntaxError(`it is nested deeper than ${jsonDepthLimit} objects and lists`);
  return (JSON.parse as ParseWithSource)(text, (_name, value, { source }) => {
    if (typeof value !== "number" || source === undefined || Number.isSafeInteger(value)) return value;
    return /^-?\d+$/.test(source) ? BigInt(source) : value;
  }) as ExactJson;
}

export function isJsonObject(value: ExactJson | undefined): value is { readonly [name: string]: ExactJson } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as problems quote it: one line, cut to 60 characters. */
export function quoteJson(value: ExactJson): string {
  const text = printExactJson(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function printExactJson(value: ExactJson): string {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return `[${value.map(printExactJson).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${printExactJson(member)}`);
  return `{${members.join(",")}}`;
}
