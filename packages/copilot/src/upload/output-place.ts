import type { Literal } from "@podwright/core";

/** Something that stands in the data directory. */
export interface FoundOutput {
  /** Relative to the data directory, with `/` between parts. */
  readonly name: string;
  readonly kind: "file" | "folder";
}

/** Where an output, or a part of one, stands, and where its files go if it is made of such. */
export interface OutputPlace extends FoundOutput {
  /** Where it goes; for a folder, where its files go. */
  readonly uri: string;
}

/** An output, or a part of one, as a literal, and what must be uploaded for it. */
export interface OutputReading {
  readonly literal: Literal;
  readonly blobs: readonly OutputPlace[];
}

/** A literal that is whole in itself. */
export function withoutFiles(literal: Literal): OutputReading {
  return { literal, blobs: [] };
}
