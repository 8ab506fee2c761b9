import type { Literal } from "../gen/flyteidl2/core/literals_pb.js";

/** The way from an input to a value inside it: keys of maps and indices of lists. */
export type InputPath = readonly (string | number)[];

/** A file or directory of this machine that an input names, and the URI at which the task expects it. */
export interface InputUpload {
  readonly variable: string;
  /** As it was given; relative ones are the shell's to resolve. */
  readonly path: string;
  /** The same that stands in the literal. For a directory, its files go under it. */
  readonly uri: string;
  readonly dimensionality: "SINGLE" | "MULTIPART";
}

/** A literal with what must be uploaded for it; or the value that does not fit, with what is wanted in its place. */
export type InputReading =
  | { readonly literal: Literal; readonly uploads: readonly InputUpload[] }
  | { readonly observed: string; readonly wanted: string; readonly path: InputPath };

/** What readings need to know of their surroundings. */
export interface InputContext {
  readonly variable: string;
  /** Where uploads go: a URI without slash at its end. */
  readonly uploadPrefix: string;
}

/** A literal for which nothing must be uploaded. */
export function plain(literal: Literal): InputReading {
  return { literal, uploads: [] };
}
