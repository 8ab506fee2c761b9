import type { Literal } from "../gen/flyteidl2/core/literals_pb.js";

/** The way from an input to a value inside it: keys of maps and indices of lists. */
export type InputPath = readonly (string | number)[];

/** A literal; or the value that does not fit, with what is wanted in its place. */
export type InputReading =
  | { readonly literal: Literal }
  | { readonly observed: string; readonly wanted: string; readonly path: InputPath };

/** For a literal that may be missing. */
export function readingOf(literal: Literal | undefined): InputReading | undefined {
  return literal && { literal };
}
