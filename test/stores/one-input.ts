import { create } from "@bufbuild/protobuf";
import { encodeLiteralMap, LiteralMapSchema } from "@podwright/core";
import type { BlobSource } from "@podwright/store";

const integer = { case: "primitive" as const, value: { value: { case: "integer" as const, value: 7n } } };
const bytes = encodeLiteralMap(
  create(LiteralMapSchema, { literals: { x: { value: { case: "scalar", value: { value: integer } } } } }),
);

/** An `inputs.pb` with the integer 7 as the input `x`. */
export const oneInput: BlobSource = {
  sizeBytes: bytes.byteLength,
  open: async function* () {
    yield bytes;
  },
};
