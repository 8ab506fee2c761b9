import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Literal, LiteralSchema, type LiteralType, SimpleType } from "@podwright/core";
import type { PrimitiveSchema, ScalarSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { LiteralTypeSchema } from "@podwright/core/gen/flyteidl2/core/types_pb";
import fc from "fast-check";

/** A type, any literal of it, and the files that its blobs hold, by their URIs. */
export interface TypedLiteral {
  readonly type: LiteralType;
  readonly literal: Literal;
  readonly files: Readonly<Record<string, string>>;
}

/** Literals of one type. */
interface Family {
  readonly type: LiteralType;
  readonly literals: fc.Arbitrary<Omit<TypedLiteral, "type">>;
}

/**
 * Literals of every kind that a raw container can be given and can give back. What Flyte's own forms lose is left out: spaces
 * around a text, an empty directory, and a union's text that reads as a variant before its own.
 */
export function typedLiterals(): fc.Arbitrary<TypedLiteral> {
  return families(2).chain(({ type, literals }) => literals.map((literal) => ({ type, ...literal })));
}

function families(depth: number): fc.Arbitrary<Family> {
  const leaves = fc.constantFrom(...values, ...blobs);
  if (depth === 0) return leaves;
  const below = families(depth - 1);
  return fc.oneof(leaves, below.map(listOf), below.map(mapOf), fc.constant(union));
}

/** A word that no other simple type takes. */
const words = fc.string({ unit: "grapheme", maxLength: 40 }).map((text) => `~${text}~`);
const seconds = fc.bigInt(-62135596800n, 253402300799n);
const int64 = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n);
const duration = fc.bigInt(-(2n ** 62n), 2n ** 62n).map((value) => ({
  seconds: value / 1_000_000_000n,
  nanos: Number(value % 1_000_000_000n),
}));
const json = fc.dictionary(
  words,
  fc.oneof(fc.integer(), fc.constant(null), fc.boolean(), words, fc.array(words, { maxLength: 2 })),
  { maxKeys: 3 },
);

/** No two literals of one run share a place in the store. */
const places = fc.uuid().map((id) => `file://c/data/${id}`);

const integers = primitives(
  "INTEGER",
  int64.map((value) => ({ case: "integer", value })),
);
const scalarFamilies = [
  integers,
  primitives(
    "BOOLEAN",
    fc.boolean().map((value) => ({ case: "boolean", value })),
  ),
  primitives(
    "DATETIME",
    fc.record({ seconds, nanos: fc.nat(999_999_999) }).map((value) => ({ case: "datetime", value })),
  ),
  primitives(
    "DURATION",
    duration.map((value) => ({ case: "duration", value })),
  ),
  scalars(
    simple("STRUCT"),
    json.map((value) => ({ case: "generic", value })),
  ),
  primitives(
    "STRING",
    words.map((value) => ({ case: "stringValue", value })),
  ),
];

/** Each literal of a variant reads as that variant: they stand in this order. */
const union: Family = unionOf([
  ...scalarFamilies.slice(0, -1),
  listOf(integers),
  ...scalarFamilies.slice(-1),
  scalars(simple("NONE"), fc.constant({ case: "noneType", value: {} })),
]);

const values: readonly Family[] = [
  ...scalarFamilies,
  primitives(
    "FLOAT",
    fc.double().map((value) => ({ case: "floatValue", value })),
  ),
  primitives(
    "STRING",
    fc.constantFrom("", "null", "a\nb").map((value) => ({ case: "stringValue", value })),
  ),
  scalars(
    simple("BINARY"),
    fc.constantFrom([10], [0xc4, 2, 32, 9], [1, 2, 3], []).map((bytes) => ({
      case: "binary",
      value: { value: Uint8Array.from(bytes), tag: "msgpack" },
    })),
  ),
  scalars(
    simple("ERROR"),
    words.map((message) => ({ case: "error", value: { message } })),
  ),
  scalars(simple("NONE"), fc.constant({ case: "noneType", value: {} })),
  primitives(
    create(LiteralTypeSchema, { type: { case: "enumType", value: { values: ["RED", "GREEN"] } } }),
    fc.constantFrom("RED", "GREEN").map((value) => ({ case: "stringValue", value })),
  ),
];

const blobs: readonly Family[] = [
  fileFamily({ case: "blob", value: { dimensionality: 0 } }, (uri) => ({
    case: "blob",
    value: { uri, metadata: { type: { dimensionality: 0 } } },
  })),
  folderFamily({ case: "blob", value: { dimensionality: 1 } }, (uri) => ({
    case: "blob",
    value: { uri, metadata: { type: { dimensionality: 1 } } },
  })),
  folderFamily({ case: "schema", value: {} }, (uri) => ({ case: "schema", value: { uri, type: {} } })),
  ...([fileFamily, folderFamily] as const).map((family) =>
    family({ case: "structuredDatasetType", value: { format: "csv" } }, (uri) => ({
      case: "structuredDataset",
      value: { uri, metadata: { structuredDatasetType: { format: "csv" } } },
    })),
  ),
];

type TypeValue = NonNullable<MessageInitShape<typeof LiteralTypeSchema>["type"]>;
type ScalarValue = NonNullable<MessageInitShape<typeof ScalarSchema>["value"]>;
type PrimitiveValue = NonNullable<MessageInitShape<typeof PrimitiveSchema>["value"]>;

function simple(type: keyof typeof SimpleType): LiteralType {
  return create(LiteralTypeSchema, { type: { case: "simple", value: SimpleType[type] } });
}

function scalars(type: LiteralType, of: fc.Arbitrary<ScalarValue>): Family {
  return { type, literals: of.map((value) => ({ literal: scalarOf(value), files: {} })) };
}

function primitives(type: LiteralType | keyof typeof SimpleType, of: fc.Arbitrary<PrimitiveValue>): Family {
  const ofType = typeof type === "string" ? simple(type) : type;
  return scalars(
    ofType,
    of.map((value) => ({ case: "primitive", value: { value } })),
  );
}

function scalarOf(value: ScalarValue): Literal {
  return create(LiteralSchema, { value: { case: "scalar", value: { value } } });
}

function fileFamily(type: TypeValue, of: (uri: string) => ScalarValue): Family {
  const literals = fc
    .tuple(places, words)
    .map(([uri, text]) => ({ literal: scalarOf(of(uri)), files: { [uri]: text } }));
  return { type: create(LiteralTypeSchema, { type }), literals };
}

function folderFamily(type: TypeValue, of: (uri: string) => ScalarValue): Family {
  const names = fc.uniqueArray(fc.constantFrom("a", "a b", "c#d", "e%41", "sub/1", "sub/0"), { minLength: 1 });
  const literals = fc.tuple(places, names).map(([uri, found]) => ({
    literal: scalarOf(of(uri)),
    files: Object.fromEntries(found.map((name) => [`${uri}/${name}`, name])),
  }));
  return { type: create(LiteralTypeSchema, { type }), literals };
}

function listOf({ type, literals }: Family): Family {
  return {
    type: create(LiteralTypeSchema, { type: { case: "collectionType", value: type } }),
    literals: fc.array(literals, { maxLength: 3 }).map((items) => ({
      literal: create(LiteralSchema, {
        value: { case: "collection", value: { literals: items.map(({ literal }) => literal) } },
      }),
      files: Object.assign({}, ...items.map(({ files }) => files)),
    })),
  };
}

function mapOf({ type, literals }: Family): Family {
  const keys = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((key) => !/^\.{1,2}$|[/\0]|^__proto__$/.test(key));
  return {
    type: create(LiteralTypeSchema, { type: { case: "mapValueType", value: type } }),
    literals: fc.dictionary(keys, literals, { maxKeys: 3 }).map((items) => ({
      literal: create(LiteralSchema, {
        value: {
          case: "map",
          value: {
            literals: Object.fromEntries(Object.entries(items).map(([key, { literal }]) => [key, literal])),
          },
        },
      }),
      files: Object.assign({}, ...Object.values(items).map(({ files }) => files)),
    })),
  };
}

function unionOf(variants: readonly Family[]): Family {
  const literals = fc.constantFrom(...variants).chain((variant) =>
    variant.literals.map(({ literal, files }) => ({
      literal: scalarOf({ case: "union", value: { value: literal, type: variant.type } }),
      files,
    })),
  );
  const type = { case: "unionType" as const, value: { variants: variants.map((variant) => variant.type) } };
  return { type: create(LiteralTypeSchema, { type }), literals };
}
