import { type DescMessage, fromBinary, type MessageShape } from "@bufbuild/protobuf";
import { reasonOf } from "../problem/reason-of.ts";
import { wireShapeOf } from "./wire-shape.ts";

/** A message and the fields that it does not know, or why the bytes are not this message. */
type DecodedMessage<Schema extends DescMessage> =
  | { readonly message: MessageShape<Schema>; readonly unknown: readonly string[] }
  | { readonly misfit: string };

/** Reads bytes as a message, but only if they keep to its form (`wireShapeOf`): the library alone would read nearly anything. */
export function decodeMessage<Schema extends DescMessage>(schema: Schema, bytes: Uint8Array): DecodedMessage<Schema> {
  const shape = wireShapeOf(schema, bytes);
  if (!shape.fits) return { misfit: `byte ${shape.offset}, ${shape.at}: ${shape.reason}` };
  try {
    return { message: fromBinary(schema, bytes), unknown: shape.unknown };
  } catch (error) {
    return { misfit: reasonOf(error) };
  }
}
