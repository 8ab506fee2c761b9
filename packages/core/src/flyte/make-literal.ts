import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type Literal,
  LiteralSchema,
  type PrimitiveSchema,
  type ScalarSchema,
} from "./gen/flyteidl2/core/literals_pb.js";

type ScalarValue = NonNullable<MessageInitShape<typeof ScalarSchema>["value"]>;
type PrimitiveValue = NonNullable<MessageInitShape<typeof PrimitiveSchema>["value"]>;

/** A literal that holds this scalar. */
export function scalarLiteral(value: ScalarValue): Literal {
  return create(LiteralSchema, { value: { case: "scalar", value: { value } } });
}

/** A literal that holds this primitive. */
export function primitiveLiteral(value: PrimitiveValue): Literal {
  return scalarLiteral({ case: "primitive", value: { value } });
}
