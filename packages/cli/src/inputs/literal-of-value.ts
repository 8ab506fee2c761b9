import { fromJson, type JsonObject } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { type LiteralType, parseGoDuration } from "@podwright/core";
import { SimpleType } from "@podwright/core/gen/flyteidl2/core/types_pb";
import { isMap } from "../facts/members.ts";
import { allLiterals, type LiteralReading, quote } from "./literal-reading.ts";
import { collectionLiteral, mapLiteral, primitiveLiteral, scalarLiteral } from "./make-literal.ts";

/**
 * The literal that a JSON value stands for, given the type that it should have.
 * Files, directories, schemas and datasets are their URI (or a local path); a date is RFC 3339, a duration Go's (`1h30m`);
 * an integer may stand in quotes, as protojson writes it.
 */
export function literalOfValue(value: unknown, literalType: LiteralType): LiteralReading {
  const { type } = literalType;
  switch (type.case) {
    case "simple":
      return literalOfSimple(value, type.value);
    case "enumType":
      return typeof value === "string" && type.value.values.includes(value)
        ? { literal: primitiveLiteral({ case: "stringValue", value }) }
        : not(value);
    case "blob":
      return ofUri(value, (uri) => scalarLiteral({ case: "blob", value: { uri, metadata: { type: type.value } } }));
    case "schema":
      return ofUri(value, (uri) => scalarLiteral({ case: "schema", value: { uri, type: type.value } }));
    case "structuredDatasetType":
      return ofUri(value, (uri) =>
        scalarLiteral({ case: "structuredDataset", value: { uri, metadata: { structuredDatasetType: type.value } } }),
      );
    case "collectionType":
      return literalOfList(value, type.value);
    case "mapValueType":
      return literalOfMap(value, type.value);
    case "unionType":
      return literalOfUnion(type.value.variants, (variant) => literalOfValue(value, variant)) ?? not(value);
    case undefined:
      return { mismatch: "and its type is not known here; give it with --inputs" };
  }
}

/** The first variant that a reading takes, wrapped with its type. */
export function literalOfUnion(
  variants: readonly LiteralType[],
  read: (variant: LiteralType) => LiteralReading,
): LiteralReading | undefined {
  for (const type of variants) {
    const reading = read(type);
    if ("literal" in reading) {
      return { literal: scalarLiteral({ case: "union", value: { value: reading.literal, type } }) };
    }
  }
  return undefined;
}

function literalOfSimple(value: unknown, type: SimpleType): LiteralReading {
  switch (type) {
    case SimpleType.NONE:
      return value === null ? { literal: scalarLiteral({ case: "noneType", value: {} }) } : not(value);
    case SimpleType.INTEGER:
      return literalOfInteger(value);
    case SimpleType.FLOAT:
      return typeof value === "number" ? { literal: primitiveLiteral({ case: "floatValue", value }) } : not(value);
    case SimpleType.STRING:
      return typeof value === "string" ? { literal: primitiveLiteral({ case: "stringValue", value }) } : not(value);
    case SimpleType.BOOLEAN:
      return typeof value === "boolean" ? { literal: primitiveLiteral({ case: "boolean", value }) } : not(value);
    case SimpleType.DATETIME:
      return literalOfDate(value);
    case SimpleType.DURATION:
      return literalOfDuration(value);
    case SimpleType.STRUCT:
      return isMap(value) ? { literal: scalarLiteral({ case: "generic", value: value as JsonObject }) } : not(value);
    default:
      return { mismatch: "which cannot be written as text; give it with --inputs FILE.pb" };
  }
}

function literalOfInteger(value: unknown): LiteralReading {
  const isInteger = Number.isSafeInteger(value) || (typeof value === "string" && /^[+-]?\d+$/.test(value));
  if (!isInteger) return not(value);
  const integer = BigInt(value as number | string);
  if (BigInt.asIntN(64, integer) !== integer) return { mismatch: `and ${integer} is out of the range of 64 bits` };
  return { literal: primitiveLiteral({ case: "integer", value: integer }) };
}

function literalOfDate(value: unknown): LiteralReading {
  if (typeof value !== "string") return not(value);
  try {
    return { literal: primitiveLiteral({ case: "datetime", value: fromJson(TimestampSchema, value) }) };
  } catch {
    return { mismatch: `such as 2026-01-31T12:00:00Z, not ${quote(value)}` };
  }
}

function literalOfDuration(value: unknown): LiteralReading {
  const nanoseconds = typeof value === "string" ? parseGoDuration(value) : undefined;
  if (nanoseconds === undefined) return { mismatch: `such as 90s or 1h30m, not ${quote(value)}` };
  const seconds = nanoseconds / 1_000_000_000n;
  const nanos = Number(nanoseconds % 1_000_000_000n);
  return { literal: primitiveLiteral({ case: "duration", value: { seconds, nanos } }) };
}

function literalOfList(value: unknown, type: LiteralType): LiteralReading {
  if (!Array.isArray(value)) return not(value);
  const items = allLiterals(value.map((item: unknown, index) => [`[${index}]`, literalOfValue(item, type)] as const));
  return "mismatch" in items ? items : { literal: collectionLiteral(items.literals.map(([, literal]) => literal)) };
}

function literalOfMap(value: unknown, type: LiteralType): LiteralReading {
  if (!isMap(value)) return not(value);
  const entries = allLiterals(Object.entries(value).map(([key, item]) => [key, literalOfValue(item, type)] as const));
  return "mismatch" in entries ? entries : { literal: mapLiteral(Object.fromEntries(entries.literals)) };
}

function ofUri(value: unknown, make: (uri: string) => ReturnType<typeof scalarLiteral>): LiteralReading {
  return typeof value === "string" && value !== "" ? { literal: make(value) } : not(value);
}

function not(value: unknown): LiteralReading {
  return { mismatch: `not ${quote(value)}` };
}
