import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  type Problem,
  type Result,
  resultOf,
  scalarText,
} from "@podwright/core";
import type { Scalar } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { BlobType_BlobDimensionality } from "@podwright/core/gen/flyteidl2/core/types_pb";
import { baseName, refusedName, unsafeName } from "./input-names.ts";
import type { FileInputLayout, PlannedEntry } from "./planned-entry.ts";

export interface InputPlan {
  /** What to write, parents before what is in them. */
  readonly entries: readonly PlannedEntry[];
  /** The inputs as the task sees them: a blob's uri is its local path. */
  readonly local: LiteralMap;
}

interface PlanOptions {
  /** The data directory as the task knows it, such as `/var/flyte/inputs`. */
  readonly localFolder: string;
  readonly layout: FileInputLayout;
}

/** @source flytecopilot/data/download.go, flyteorg/flyte v2.0.43: 0777 and 0666 less the process's umask */
const [scriptMode, dataMode] = [0o777, 0o666];

/**
 * What the inputs become on disk, before anything but `inputs.pb` is fetched.
 * @problems INPUT_UNSUPPORTED, INPUT_NAME_UNSAFE
 * @source flytecopilot/data/download.go handleLiteral, flyteorg/flyte v2.0.43
 */
export function planInputs(inputs: LiteralMap, { localFolder, layout }: PlanOptions): Result<InputPlan> {
  const entries: PlannedEntry[] = [];
  const problems: Problem[] = [];

  const planLiteral = (literal: Literal, path: string): Literal => {
    const { value } = literal;
    if (value.case === "scalar") {
      return { ...literal, value: { case: "scalar", value: planScalar(value.value, path) } };
    }
    if (value.case === "map") {
      entries.push({ kind: "folder", path });
      return { ...literal, value: { case: "map", value: planMap(value.value, `${path}/`) } };
    }
    if (value.case === "collection") {
      entries.push({ kind: "folder", path });
      const names = itemNames(value.value.literals, layout);
      const literals = value.value.literals.map((item, index) => planLiteral(item, `${path}/${names[index]}`));
      return { ...literal, value: { case: "collection", value: { ...value.value, literals } } };
    }
    problems.push(unsupported(value.case ?? "an empty literal", path));
    return literal;
  };

  const planMap = (map: LiteralMap, above: string): LiteralMap => {
    const literals: Record<string, Literal> = {};
    for (const [name, literal] of Object.entries(map.literals)) {
      const path = above + name;
      const reason = refusedName(name);
      if (reason) problems.push(unsafeName(`the name ${JSON.stringify(name)}`, `input ${path}`, reason));
      literals[name] = planLiteral(literal, singleBlobPath(literal, path, layout));
    }
    return create(LiteralMapSchema, { literals });
  };

  const planScalar = (scalar: Scalar, path: string): Scalar => {
    const { value } = scalar;
    const uri = join(localFolder, path);
    if (value.case === "blob") {
      entries.push({ kind: isMultipart(scalar) ? "blobs" : "blob", path, uri: value.value.uri });
      return { ...scalar, value: { case: "blob", value: { ...value.value, uri } } };
    }
    if (value.case === "schema") {
      entries.push({ kind: "blobs", path, uri: value.value.uri });
      return { ...scalar, value: { case: "schema", value: { ...value.value, uri } } };
    }
    if (value.case === "union" && value.value.value) {
      const chosen = planLiteral(value.value.value, path);
      return { ...scalar, value: { case: "union", value: { ...value.value, value: chosen } } };
    }
    const text = scalarText(scalar);
    if (text === null) problems.push(unsupported(value.case ?? "an empty scalar", path));
    else {
      const mode = value.case === "generic" ? dataMode : scriptMode;
      entries.push({ kind: "text", path, bytes: text, mode });
    }
    return scalar;
  };

  const local = planMap(inputs, "");
  return resultOf({ entries, local }, problems);
}

function isMultipart({ value }: Scalar): boolean {
  return value.case === "blob" && value.value.metadata?.type?.dimensionality === BlobType_BlobDimensionality.MULTIPART;
}

/** The uri of a literal that is one file, not wrapped in anything; else null. */
function singleBlobUri({ value }: Literal): string | null {
  if (value.case !== "scalar" || value.value.value.case !== "blob" || isMultipart(value.value)) return null;
  return value.value.value.value.uri;
}

function singleBlobPath(literal: Literal, path: string, layout: FileInputLayout): string {
  const uri = layout === "NAMED_DIR" ? singleBlobUri(literal) : null;
  return uri === null ? path : `${path}/${baseName(uri)}`;
}

/** Items are named 0, 1, 2…; under NAMED_DIR files keep their own name, and a repeated one gets its index in front. */
function itemNames(items: readonly Literal[], layout: FileInputLayout): readonly string[] {
  const taken = new Set<string>();
  return items.map((item, index) => {
    const uri = layout === "NAMED_DIR" ? singleBlobUri(item) : null;
    if (uri === null) return `${index}`;
    const name = baseName(uri);
    if (taken.has(name)) return `${index}_${name}`;
    taken.add(name);
    return name;
  });
}

function unsupported(kind: string, path: string): Problem {
  return {
    code: "INPUT_UNSUPPORTED",
    what: `the copilot cannot turn ${kind} into files`,
    where: `input ${path}`,
    fix: "use a type that raw containers take: simple types, files, directories, and lists, maps and unions of them",
  };
}
