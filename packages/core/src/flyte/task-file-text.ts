import type { JsonValue } from "@bufbuild/protobuf";
import { reasonOf } from "../problem/reason-of.ts";
import { utf8Text } from "./utf8-text.ts";

/** What a task file is, before anyone asks which message it holds. */
export type TaskFileContent =
  | { readonly kind: "empty" }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "json"; readonly value: JsonValue }
  /** Opens as JSON does and is none. */
  | { readonly kind: "brokenJson"; readonly reason: string };

/**
 * Tells JSON from protobuf by the content alone.
 * A file that opens with `{` can only be JSON: as protobuf that byte is a group, which no Flyte message has.
 * Other JSON (a list, or `{` after a line break, which as protobuf is field 1) counts when the whole file parses.
 */
export function taskFileContentOf(content: Uint8Array | string): TaskFileContent {
  if (content.length === 0) return { kind: "empty" };
  const text = typeof content === "string" ? content : utf8Text(content);
  const trimmed = text?.replace(/^\ufeff/, "").trim();
  if (trimmed === undefined) return { kind: "bytes", bytes: content as Uint8Array };
  if (trimmed === "") return { kind: "empty" };
  try {
    return { kind: "json", value: JSON.parse(trimmed) as JsonValue };
  } catch (error) {
    if (typeof content === "string" || content[0] === 0x7b) {
      return { kind: "brokenJson", reason: reasonOf(error) };
    }
    return { kind: "bytes", bytes: content };
  }
}
