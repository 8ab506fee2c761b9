import { clone } from "@bufbuild/protobuf";
import type { Literal } from "@podwright/core";
import { type Blob, LiteralSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";

/** A copy of a literal in which every blob, however deep, has the URI that `uriOf` gives it. */
export async function mapBlobs(literal: Literal, uriOf: (blob: Blob) => Promise<string>): Promise<Literal> {
  const copy = clone(LiteralSchema, literal);
  for (const blob of blobsOf(copy)) blob.uri = await uriOf(blob);
  return copy;
}

function blobsOf({ value }: Literal): readonly Blob[] {
  switch (value.case) {
    case "collection":
      return value.value.literals.flatMap(blobsOf);
    case "map":
      return Object.values(value.value.literals).flatMap(blobsOf);
    case "scalar": {
      const scalar = value.value.value;
      if (scalar.case === "blob") return [scalar.value];
      return scalar.case === "union" && scalar.value.value ? blobsOf(scalar.value.value) : [];
    }
    default:
      return [];
  }
}
