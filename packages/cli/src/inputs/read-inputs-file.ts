import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import {
  decodeLiteralMap,
  failure,
  type Literal,
  type LiteralMap,
  type LiteralType,
  type Result,
  success,
} from "@podwright/core";
import { LiteralMapSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { isMap } from "../facts/members.ts";
import { type FileRole, readBytes } from "../facts/read-file.ts";
import { fitsType } from "./fits-type.ts";
import { literalOfValue } from "./literal-of-value.ts";
import type { LiteralReading } from "./literal-reading.ts";
import { type InputTypes, readInput } from "./read-input.ts";

const role: FileRole = {
  name: "inputs file",
  missing: "FILE_MISSING",
  fix: "give --inputs an inputs.pb, its protojson, or a JSON object with a value for each input",
};

/**
 * The inputs of a file: `inputs.pb` of Flyte 1 or 2, the protojson of either, or a plain JSON object of values.
 * @problems FILE_MISSING, LITERALS_INVALID; of each input its own
 */
export async function readInputsFile(
  file: string,
  types: InputTypes,
): Promise<Result<Readonly<Record<string, Result<Literal>>>>> {
  const bytes = await readBytes(file, role);
  if (!bytes.ok) return bytes;
  const values = jsonOf(bytes.value);
  if (isMap(values) && !isProtojson(values)) {
    const entries = Object.entries(values);
    return success(
      Object.fromEntries(
        entries.map(([name, value]) => [name, readInput(name, types, (type) => literalOfValue(value, type), file)]),
      ),
    );
  }
  const map = values === undefined ? decodeLiteralMap(bytes.value, file) : literalsOfJson(values, file);
  if (!map.ok) return map;
  const checked = Object.entries(map.value.literals).map(([name, literal]) => {
    const check = (type: LiteralType): LiteralReading =>
      fitsType(literal, type) ? { literal } : { mismatch: `not a ${literal.value.case ?? "literal without a value"}` };
    return [name, readInput(name, types, check, file)] as const;
  });
  return success(Object.fromEntries(checked));
}

/** Undefined: not JSON, so protobuf. A LiteralMap never begins with `{`, which would be a group. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** flytekit's LiteralMap and flyte 2's Inputs keep everything below `literals`. */
function isProtojson(values: Readonly<Record<string, unknown>>): boolean {
  return isMap(values.literals) || Array.isArray(values.literals);
}

function literalsOfJson(values: unknown, file: string): Result<LiteralMap> {
  try {
    const { literals } = values as { readonly literals: JsonValue };
    const named = Array.isArray(literals) ? Object.fromEntries(literals.map(nameAndValue)) : literals;
    return success(fromJson(LiteralMapSchema, { literals: named }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure({
      code: "LITERALS_INVALID",
      what: `the file holds no literals: ${reason}`,
      where: file,
      fix: role.fix,
    });
  }
}

function nameAndValue(entry: JsonValue): readonly [string, JsonValue] {
  const { name, value } = entry as { readonly name?: string; readonly value?: JsonValue };
  return [name ?? "", value ?? {}];
}
