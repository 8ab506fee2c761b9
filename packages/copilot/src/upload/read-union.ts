import { create } from "@bufbuild/protobuf";
import { describeType, type Literal, LiteralSchema, type LiteralType, ProblemError } from "@podwright/core";
import { BlobType_BlobDimensionality, SimpleType } from "@podwright/core/gen/flyteidl2/core/types_pb";
import type { DataFolder } from "./data-folder.ts";
import type { OutputPlace, OutputReading } from "./output-place.ts";
import { maxSimpleBytes } from "./parse-simple-output.ts";
import { readSmallFile } from "./read-small-file.ts";

/**
 * Reads what stands at a place as the first variant that it fits, in their order. A file with nothing but `null` is none,
 * whatever else it could be, when the union has none; and none is nothing else.
 * @param readAs - reads the place as one variant
 * @problems OUTPUT_INVALID, with what each variant wants
 */
export function readUnion(
  folder: DataFolder,
  variants: readonly LiteralType[],
  place: OutputPlace,
  readAs: (variant: LiteralType) => OutputReading,
): OutputReading {
  const none = noneOf(variants);
  if (none && isNull(folder, place)) return { literal: none, blobs: [] };
  const tried: string[] = [];
  for (const variant of variants) {
    if (isNone(variant) || !standsAs(variant, place.kind)) continue;
    try {
      const { literal, blobs } = readAs(variant);
      return { literal: unionOf(literal, variant), blobs };
    } catch (error) {
      if (!isMisfit(error)) throw error;
      tried.push(...error.problems.map(({ what }) => what));
    }
  }
  throw noVariant(`${folder.path}/${place.name}`, variants, tried);
}

/** The literal of a union without a value; null when it must have one. */
export function noneOf(variants: readonly LiteralType[]): Literal | null {
  const type = variants.find(isNone);
  if (!type) return null;
  const none = { value: { case: "noneType" as const, value: {} } };
  return unionOf(create(LiteralSchema, { value: { case: "scalar", value: none } }), type);
}

function isNone({ type }: LiteralType): boolean {
  return type.case === "simple" && type.value === SimpleType.NONE;
}

function isNull(folder: DataFolder, { name, kind }: OutputPlace): boolean {
  if (kind === "folder") return false;
  try {
    return /^[ \n\t]*null[ \n\t]*$/.test(readSmallFile(folder, name, maxSimpleBytes).toString("latin1"));
  } catch (error) {
    if (isMisfit(error)) return false;
    throw error;
  }
}

/** Where a type does not say what stands on disk, both can be tried. */
function standsAs({ type }: LiteralType, kind: OutputPlace["kind"]): boolean {
  if (type.case === "blob") {
    return (type.value.dimensionality === BlobType_BlobDimensionality.MULTIPART) === (kind === "folder");
  }
  return kind === "file" || (type.case !== "simple" && type.case !== "enumType");
}

/** Anything but an output that is of another type ends the upload. */
function isMisfit(error: unknown): error is ProblemError {
  const codes: ReadonlySet<string> = new Set(["OUTPUT_INVALID", "OUTPUT_TOO_LARGE", "OUTPUT_UNSUPPORTED"]);
  return error instanceof ProblemError && error.problems.every(({ code }) => codes.has(code));
}

function unionOf(value: Literal, type: LiteralType): Literal {
  const union = { value: { case: "union" as const, value: { value, type } } };
  return create(LiteralSchema, { value: { case: "scalar", value: union } });
}

function noVariant(path: string, variants: readonly LiteralType[], tried: readonly string[]): ProblemError {
  return new ProblemError([
    {
      code: "OUTPUT_INVALID",
      what: `${path} is not ${variants.map(describeType).join(", or ")}`,
      where: path,
      tried,
      fix: "let the task write a value of one of these types, or give the output another type",
    },
  ]);
}
