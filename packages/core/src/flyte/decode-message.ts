import { type DescMessage, fromBinary, type MessageShape } from "@bufbuild/protobuf";
import { reasonOf } from "../problem/reason-of.ts";
import { wireDepthLimit, wireShapeOf } from "./wire-shape.ts";

/** A message and the fields that it does not know, or why the bytes are not this message. */
type DecodedMessage<Schema extends DescMessage> =
  | { readonly message: MessageShape<Schema>; readonly unknown: readonly string[] }
  /** `refused`: they may well be, but what they hold is not read, for this reason. */
  | { readonly misfit: string; readonly refused?: string };

/**
 * Reads bytes as a message, but only if they keep to its form (`wireShapeOf`): the library alone would read nearly anything.
 * @param mostFields - see `wireShapeOf`
 */
export function decodeMessage<Schema extends DescMessage>(
  schema: Schema,
  bytes: Uint8Array,
  mostFields?: number,
): DecodedMessage<Schema> {
  const shape = wireShapeOf(schema, bytes, mostFields);
  if (!shape.fits) {
    const { at, offset, reason, refused } = shape;
    return { misfit: `byte ${offset}, ${at}: ${reason}`, ...(refused && { refused: `${reason} (${at})` }) };
  }
  try {
    return { message: fromBinary(schema, bytes, { recursionLimit: wireDepthLimit + 1 }), unknown: shape.unknown };
  } catch (error) {
    return { misfit: reasonOf(error) };
  }
}
