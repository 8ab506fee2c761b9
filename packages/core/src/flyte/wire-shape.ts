import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** How bytes fit a message: they break its form, or they keep it and have these fields that the message does not know. */
export type WireShape =
  | { readonly fits: false; readonly at: string; readonly offset: number; readonly reason: string }
  | { readonly fits: true; readonly unknown: readonly string[] };

/** As deep as protobuf's own decoders go. */
const depthLimit = 100;

/**
 * Holds bytes against a message's fields, wire type by wire type, each embedded message within its own length.
 * The library's decoder checks neither, and would read other messages and cut files as if they were this one.
 * Unknown fields are named by path and number, such as `template.metadata.#31`.
 */
export function wireShapeOf(message: DescMessage, bytes: Uint8Array): WireShape {
  const unknown: string[] = [];
  const misfit = walk({ message, bytes, path: "", start: 0, depth: 0 }, unknown);
  return misfit ?? { fits: true, unknown };
}

interface Place {
  readonly message: DescMessage;
  readonly bytes: Uint8Array;
  readonly path: string;
  /** Of `bytes` in the file. */
  readonly start: number;
  readonly depth: number;
}

function walk(place: Place, unknown: string[]): Extract<WireShape, { fits: false }> | undefined {
  const reader = new BinaryReader(place.bytes);
  let at = place.path;
  let offset = place.start;
  const misfit = (reason: string) => ({ fits: false, at: at || place.message.typeName, offset, reason }) as const;
  if (place.depth > depthLimit) return misfit(`it is nested deeper than ${depthLimit} messages`);
  try {
    while (reader.pos < reader.len) {
      at = place.path;
      offset = place.start + reader.pos;
      const [number, wireType] = reader.tag();
      const field = place.message.fields.find((candidate) => candidate.number === number);
      at = join(place.path, field?.name ?? `#${number}`);
      if (field === undefined) {
        reader.skip(wireType, number);
        unknown.push(at);
        continue;
      }
      if (!allows(field, wireType)) return misfit(`it has wire type ${wireType}, which this field never has`);
      const nested = nestedMessage(field);
      if (wireType !== WireType.LengthDelimited) reader.skip(wireType, number);
      else {
        const length = reader.uint32();
        const start = reader.pos;
        if (length > reader.len - start) {
          return misfit(`it announces ${length} bytes where ${reader.len - start} are left`);
        }
        const content = place.bytes.subarray(start, start + length);
        reader.pos = start + length;
        const inner = { bytes: content, path: at, start: place.start + start, depth: place.depth + 1 };
        const broken = nested && walkNested(nested, inner, unknown);
        if (broken) return broken;
      }
    }
  } catch (error) {
    return misfit(error instanceof Error ? error.message : String(error));
  }
  return undefined;
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

type Nested = { readonly message: DescMessage } | { readonly entryValue: DescMessage | undefined };

function nestedMessage(field: DescField): Nested | undefined {
  if (field.fieldKind === "map") return { entryValue: field.mapKind === "message" ? field.message : undefined };
  return field.message ? { message: field.message } : undefined;
}

function walkNested(nested: Nested, inner: Omit<Place, "message">, unknown: string[]): ReturnType<typeof walk> {
  if ("message" in nested) return walk({ ...inner, message: nested.message }, unknown);
  return walkEntry(nested.entryValue, inner, unknown);
}

/** A map's entry is a message of key = 1 and value = 2 that the library has no descriptor of. */
function walkEntry(
  value: DescMessage | undefined,
  entry: Omit<Place, "message">,
  unknown: string[],
): ReturnType<typeof walk> {
  const reader = new BinaryReader(entry.bytes);
  try {
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag();
      if (number === 2 && value !== undefined && wireType === WireType.LengthDelimited) {
        const content = reader.bytes();
        const start = entry.start + reader.pos - content.length;
        const broken = walk({ message: value, bytes: content, path: entry.path, start, depth: entry.depth }, unknown);
        if (broken) return broken;
        continue;
      }
      if (number > 2) unknown.push(join(entry.path, `#${number}`));
      reader.skip(wireType, number);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fits: false, at: entry.path, offset: entry.start, reason };
  }
  return undefined;
}

/** Repeated numbers may come packed or one by one. */
function allows(field: DescField, wireType: WireType): boolean {
  if (field.fieldKind === "list" && wireType === WireType.LengthDelimited) return true;
  return wireTypeOf(field) === wireType;
}

function wireTypeOf(field: DescField): WireType {
  if (field.fieldKind === "map" || field.message !== undefined) return WireType.LengthDelimited;
  if (field.enum !== undefined || field.scalar === undefined) return WireType.Varint;
  switch (field.scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WireType.Bit64;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WireType.Bit32;
    default:
      return WireType.Varint;
  }
}
