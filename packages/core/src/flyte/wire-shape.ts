import type { DescMessage } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { reasonOf } from "../problem/reason-of.ts";
import { type WireFields, wireFieldsOf } from "./wire-fields.ts";

/** How bytes fit a message: they break its form, or they keep it and have these fields that the message does not know. */
export type WireShape =
  | { readonly fits: false; readonly at: string; readonly offset: number; readonly reason: string }
  | { readonly fits: true; readonly unknown: readonly string[] };

/**
 * Holds bytes against a message's fields, wire type by wire type, each embedded message within its own length.
 * The library's decoder checks neither, and would read other messages and cut files as if they were this one.
 * Fields are named by their path, unknown ones by their number: `template.metadata.#31`.
 */
export function wireShapeOf(message: DescMessage, bytes: Uint8Array): WireShape {
  const unknown: string[] = [];
  const fields = wireFieldsOf(message);
  const misfit = walk({ fields, bytes, path: [], start: 0 }, (path) => unknown.push(path.join(".")));
  if (misfit === undefined) return { fits: true, unknown };
  const { path, offset, reason } = misfit;
  return { fits: false, at: path.length > 0 ? path.join(".") : message.typeName, offset, reason };
}

interface Place {
  readonly fields: WireFields;
  readonly bytes: Uint8Array;
  readonly path: readonly string[];
  /** Where `bytes` begin in the file. */
  readonly start: number;
}

interface Misfit {
  readonly path: readonly string[];
  readonly offset: number;
  readonly reason: string;
}

/** Keeps hostile bytes from overflowing the stack. The decoder itself goes no deeper than 100 messages. */
const depthLimit = 300;

function walk(place: Place, noteUnknown: (path: readonly string[]) => void): Misfit | undefined {
  const reader = new BinaryReader(place.bytes);
  let { path, start: offset } = place;
  try {
    while (reader.pos < reader.len) {
      [path, offset] = [place.path, place.start + reader.pos];
      const [number, wireType] = reader.tag();
      const field = place.fields(number);
      path = [...place.path, field?.name ?? `#${number}`];
      if (field === undefined) noteUnknown(path);
      else if (!field.wireTypes.includes(wireType)) {
        return { path, offset, reason: `it has wire type ${wireType}, which this field never has` };
      }
      if (wireType !== WireType.LengthDelimited) {
        reader.skip(wireType, number);
        continue;
      }
      const length = reader.uint32();
      const left = reader.len - reader.pos;
      if (length > left) return { path, offset, reason: `it announces ${length} bytes where ${left} are left` };
      if (path.length > depthLimit) return { path, offset, reason: `it is nested deeper than ${depthLimit} fields` };
      const bytes = place.bytes.subarray(reader.pos, reader.pos + length);
      const inner = field?.fields && { fields: field.fields, bytes, path, start: place.start + reader.pos };
      const misfit = inner && walk(inner, noteUnknown);
      if (misfit) return misfit;
      reader.pos += length;
    }
  } catch (error) {
    return { path, offset, reason: reasonOf(error) };
  }
  return undefined;
}
