import { failure, type Result, success } from "../problem/problem.ts";
import { decodeMsgpack } from "./decode-msgpack.ts";
import type { Literal } from "./gen/flyteidl2/core/literals_pb.js";
import { SimpleType } from "./gen/flyteidl2/core/types_pb.js";
import { scalarLiteral } from "./make-literal.ts";
import { simpleTypeTexts } from "./simple-type-texts.ts";
import { utf8Text } from "./utf8-text.ts";

/**
 * Reads an output of a simple type from the file that a task wrote, as Flyte's copilot does. Spaces, tabs and line feeds
 * around the content do not count, not in strings either; the content of a NONE does not count at all. Of a binary they count
 * when it is MessagePack as it stands (upstream cuts off the last byte of such as `{"a":10}`).
 * @param content - the file's bytes
 * @param where - for `where`: the output and its file
 * @problems OUTPUT_INVALID
 * @source flytecopilot/data/upload.go, flyteorg/flyte v2.0.43
 */
export function parseLiteralText(content: Uint8Array, type: SimpleType, where: string): Result<Literal> {
  if (type === SimpleType.NONE) return success(scalarLiteral({ case: "noneType", value: {} }));
  const bytes = trimmed(content);
  if (type === SimpleType.BINARY) {
    const value = decodeMsgpack(content) ? content : bytes;
    return success(scalarLiteral({ case: "binary", value: { value, tag: "msgpack" } }));
  }
  const form = simpleTypeTexts[type];
  const text = utf8Text(bytes);
  const literal = text === undefined ? undefined : form?.parse(text);
  return literal ? success(literal) : invalid(text, form?.name ?? `of the unknown simple type ${type}`, where);
}

const spaces: ReadonlySet<number | undefined> = new Set([0x20, 0x0a, 0x09]);

/** Without Go's `strings.Trim(content, " \n\t")`; a carriage return stays. */
function trimmed(content: Uint8Array): Uint8Array {
  let start = 0;
  let end = content.length;
  while (start < end && spaces.has(content[start])) start++;
  while (end > start && spaces.has(content[end - 1])) end--;
  return content.subarray(start, end);
}

function invalid(text: string | undefined, wanted: string, where: string): Result<never> {
  return failure({
    code: "OUTPUT_INVALID",
    what: `${text === undefined ? "the content, which is not UTF-8," : JSON.stringify(shortened(text))} is not ${wanted}`,
    where,
    fix: "let the task write the value in this form, or give the output another type",
  });
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
