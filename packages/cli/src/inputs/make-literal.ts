import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { Literal } from "@podwright/core";
import { LiteralSchema, type PrimitiveSchema, type ScalarSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";

type PrimitiveValue = NonNullable<MessageInitShape<typeof PrimitiveSchema>["value"]>;
type ScalarValue = NonNullable<MessageInitShape<typeof ScalarSchema>["value"]>;

export function primitiveLiteral(value: PrimitiveValue): Literal {
  return scalarLiteral({ case: "primitive", value: { value } });
}

export function scalarLiteral(value: ScalarValue): Literal {
  return create(LiteralSchema, { value: { case: "scalar", value: { value } } });
}

export function collectionLiteral(literals: readonly Literal[]): Literal {
  return create(LiteralSchema, { value: { case: "collection", value: { literals: [...literals] } } });
}

export function mapLiteral(literals: Readonly<Record<string, Literal>>): Literal {
  return create(LiteralSchema, { value: { case: "map", value: { literals: { ...literals } } } });
}
