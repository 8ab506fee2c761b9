import { type DescEnum, ScalarType } from "@bufbuild/protobuf";

/** Reads one JSON value; `notPlain` where it cannot go on. */
export type PlainReader = (json: unknown) => unknown;

/** What protojson would not print, or what only `fromJson` reads. */
export const notPlain: unique symbol = Symbol("not plain");

/** Reads nothing. */
export const readsNothing: PlainReader = () => notPlain;

/** A reader of a scalar as protojson prints it: 64-bit integers as text. Floats of 32 bits and bytes it leaves alone. */
export function plainScalar(scalar: ScalarType): PlainReader {
  return readers.get(scalar) ?? readsNothing;
}

/** A reader of an enum's values by their names. */
export function plainEnum({ values }: DescEnum): PlainReader {
  const numbers = new Map<unknown, number>(values.map(({ name, number }) => [name, number]));
  return (json) => numbers.get(json) ?? notPlain;
}

const signed: PlainReader = (json) => (typeof json === "number" && (json | 0) === json ? json : notPlain);
const unsigned: PlainReader = (json) => (typeof json === "number" && json >>> 0 === json ? json : notPlain);

/** Shorter than the largest one, so that none is too large. */
const longText = /^-?\d{1,18}$/;
const unsignedLongText = /^\d{1,18}$/;

const readers: ReadonlyMap<ScalarType, PlainReader> = new Map([
  [ScalarType.STRING, (json) => (typeof json === "string" && json.isWellFormed() ? json : notPlain)],
  [ScalarType.BOOL, (json) => (typeof json === "boolean" ? json : notPlain)],
  [ScalarType.DOUBLE, (json) => (typeof json === "number" ? json : notPlain)],
  [ScalarType.INT32, signed],
  [ScalarType.SINT32, signed],
  [ScalarType.UINT32, unsigned],
  [ScalarType.INT64, (json) => (typeof json === "string" && longText.test(json) ? BigInt(json) : notPlain)],
  [ScalarType.UINT64, (json) => (typeof json === "string" && unsignedLongText.test(json) ? BigInt(json) : notPlain)],
]);
