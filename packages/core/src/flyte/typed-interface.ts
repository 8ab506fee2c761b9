import { type DescMessage, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { base64Decode, base64Encode } from "@bufbuild/protobuf/wire";
import { failure, type Result, success } from "../problem/problem.ts";
import { reasonOf } from "../problem/reason-of.ts";
import { decodeMessage } from "./decode-message.ts";
import {
  type TypedInterface,
  TypedInterfaceSchema,
  type VariableMap,
  VariableMapSchema,
} from "./gen/flyteidl2/core/interface_pb.js";

/**
 * A task's interface as the copilot's `--interface` carries it, in base64.
 * Variables keep their order, so the same interface gives the same text.
 * @source flytek8s/copilot.go, flyteorg/flyte v2.0.43
 */
export function encodeInterface(typedInterface: TypedInterface): string {
  return base64Encode(toBinary(TypedInterfaceSchema, typedInterface));
}

/**
 * A task's inputs as the copilot's `--input-interface` carries them, in base64.
 * @source flytek8s/copilot.go, flyteorg/flyte v2.0.43
 */
export function encodeVariableMap(variables: VariableMap): string {
  return base64Encode(toBinary(VariableMapSchema, variables));
}

/**
 * Reads `--interface`, of Flyte 1 or 2: a VariableMap has one wire form in both.
 * @param where - the flag, for `where`
 * @problems INTERFACE_INVALID
 */
export function decodeInterface(base64: string, where: string): Result<TypedInterface> {
  return decode(TypedInterfaceSchema, base64, where);
}

/**
 * Reads `--input-interface`, of Flyte 1 or 2.
 * @param where - the flag, for `where`
 * @problems INTERFACE_INVALID
 */
export function decodeVariableMap(base64: string, where: string): Result<VariableMap> {
  return decode(VariableMapSchema, base64, where);
}

function decode<Schema extends DescMessage>(
  schema: Schema,
  base64: string,
  where: string,
): Result<MessageShape<Schema>> {
  let bytes: Uint8Array;
  try {
    bytes = base64Decode(base64);
  } catch (error) {
    return invalid(schema, where, reasonOf(error));
  }
  const decoded = decodeMessage(schema, bytes);
  return "misfit" in decoded ? invalid(schema, where, decoded.misfit) : success(decoded.message);
}

function invalid(schema: DescMessage, where: string, reason: string): Result<never> {
  return failure({
    code: "INTERFACE_INVALID",
    what: `the value is no base64 of a ${schema.typeName}: ${reason}`,
    where,
    fix: "give the value that Flyte or `podwright compose` puts there",
  });
}
