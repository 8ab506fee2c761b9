import { toBinary } from "@bufbuild/protobuf";
import { failure, type Result, success } from "../problem/problem.ts";
import { decodeMessage } from "./decode-message.ts";
import { type LiteralMap, LiteralMapSchema } from "./gen/flyteidl2/core/literals_pb.js";

/**
 * Reads the literals of an `inputs.pb` or `outputs.pb`: `flyteidl.core.LiteralMap` of Flyte 1 or
 * `flyteidl2.task.Inputs` of Flyte 2, which have one wire form. The context of `Inputs` (its field 2) is left out.
 * An empty file is an empty map, as protobuf has it.
 * @param file - for `where`: a file's name or a URI
 * @problems LITERALS_INVALID
 */
export function decodeLiteralMap(bytes: Uint8Array, file: string): Result<LiteralMap> {
  const decoded = decodeMessage(LiteralMapSchema, bytes);
  return "misfit" in decoded ? invalid(file, decoded.misfit) : success(decoded.message);
}

/**
 * The literals as `inputs.pb` and `outputs.pb` hold them, for Flyte 1 and 2 alike.
 * Sorted by name, so that equal maps give equal bytes.
 */
export function encodeLiteralMap(map: LiteralMap): Uint8Array {
  return toBinary(LiteralMapSchema, { ...map, literals: sortedByKey(map.literals) });
}

function sortedByKey<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function invalid(file: string, reason: string): Result<never> {
  return failure({
    code: "LITERALS_INVALID",
    what: `the file holds no literals: ${reason}`,
    where: file,
    fix: "give a LiteralMap (Flyte 1) or Inputs (Flyte 2) as protobuf, such as the inputs.pb of an execution",
  });
}
