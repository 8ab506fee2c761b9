import type { DescMessage } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { reasonOf } from "../problem/reason-of.ts";
import { isPrototypeName, unholdable } from "./prototype-name.ts";
import { type WireFields, wireFieldsOf } from "./wire-fields.ts";

/** How bytes fit a message: they break its form, or they keep it and have these fields that the message does not know. */
export type WireShape =
  | ({ readonly fits: false; readonly at: string } & Omit<Misfit, "path">)
  | { readonly fits: true; readonly unknown: readonly string[] };

/**
 * Holds bytes against a message's fields, wire type by wire type, each embedded message within its own length.
 * The library's decoder checks neither, and would read other messages and cut files as if they were this one.
 * Fields are named by their path, unknown ones by their number: `template.metadata.#31`.
 * @param most - how many fields the bytes may have, those of embedded messages included; absent: any number
 */
export function wireShapeOf(
  message: DescMessage,
  bytes: Uint8Array,
  most: number = Number.POSITIVE_INFINITY,
): WireShape {
  const tally: Tally = { unknown: new Set(), fields: 0, most };
  const misfit = walk({ fields: wireFieldsOf(message), bytes, path: [], start: 0 }, tally);
  if (misfit === undefined) return { fits: true, unknown: [...tally.unknown] };
  const { path, ...rest } = misfit;
  return { fits: false, at: path.length > 0 ? pathText(path) : message.typeName, ...rest };
}

interface Tally {
  readonly unknown: Set<string>;
  readonly most: number;
  /** How many were met. */
  fields: number;
}

/** A path as far as somebody reads it. */
function pathText(path: readonly string[]): string {
  return path.length <= shownFields ? path.join(".") : `${path.slice(0, shownFields).join(".")}.…`;
}

const shownFields = 12;

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
  /** The bytes may well be the message, but one that is not read. */
  readonly refused?: true;
}

/** Keeps hostile bytes from overflowing the stack. An object of a struct is three messages deep: enough for 100 of them. */
export const wireDepthLimit = 300;

function walk(place: Place, tally: Tally): Misfit | undefined {
  const reader = new BinaryReader(place.bytes);
  let { path, start: offset } = place;
  try {
    while (reader.pos < reader.len) {
      [path, offset] = [place.path, place.start + reader.pos];
      const [number, wireType] = reader.tag();
      const field = place.fields(number);
      path = [...place.path, field?.name ?? `#${number}`];
      if (++tally.fields > tally.most)
        return { path, offset, reason: `there are more than ${tally.most} fields`, refused: true };
      if (field === undefined) tally.unknown.add(path.join("."));
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
      if (path.length > wireDepthLimit) {
        return { path, offset, reason: `it is nested deeper than ${wireDepthLimit} fields`, refused: true };
      }
      const bytes = place.bytes.subarray(reader.pos, reader.pos + length);
      if (field?.isKey && isPrototypeName(bytes)) return { path, offset, reason: unholdable, refused: true };
      const inner = field?.fields && { fields: field.fields, bytes, path, start: place.start + reader.pos };
      const misfit = inner && walk(inner, tally);
      if (misfit) return misfit;
      reader.pos += length;
    }
  } catch (error) {
    return { path, offset, reason: reasonOf(error) };
  }
  return undefined;
}
