import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
  type Problem,
  type Result,
  resultOf,
  scalarText,
} from "@podwright/core";
import { LiteralCollectionSchema, type Scalar, ScalarSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import type { LiteralTypes } from "../literal-types.ts";
import { isMultipart, itemNames, ownName } from "./blob-layout.ts";
import { refusedName, reservedName, unsafeName } from "./input-names.ts";
import type { FileInputLayout, PlannedEntry } from "./planned-entry.ts";
import type { InputFormat } from "./render-inputs.ts";

export interface InputPlan {
  /** What to write, parents before what is in them. */
  readonly entries: readonly PlannedEntry[];
  /** The inputs as the task sees them: a blob's uri is its local path. Hashes and the like are left out, as upstream does. */
  readonly local: LiteralMap;
}

interface PlanOptions {
  /** The data directory as the task knows it, such as `/var/flyte/inputs`. */
  readonly localFolder: string;
  readonly layout: FileInputLayout;
  readonly format: InputFormat;
  readonly literalTypes: LiteralTypes;
}

/** @source flytecopilot/data/download.go, flyteorg/flyte v2.0.43: 0777 and 0666 less the process's umask */
const [scriptMode, dataMode] = [0o777, 0o666];

/**
 * What the inputs become on disk, before anything but `inputs.pb` is fetched.
 * @problems INPUT_UNSUPPORTED, INPUT_NAME_UNSAFE
 * @source flytecopilot/data/download.go handleLiteral, flyteorg/flyte v2.0.43
 */
export function planInputs(inputs: LiteralMap, options: PlanOptions): Result<InputPlan> {
  const { localFolder, layout, format, literalTypes } = options;
  const entries: PlannedEntry[] = [];
  const problems: Problem[] = [];

  const planLiteral = ({ value }: Literal, path: string): Literal => {
    switch (value.case) {
      case "scalar":
        return literalOf({ case: "scalar", value: planScalar(value.value, path) });
      case "map":
        entries.push({ kind: "folder", path });
        return literalOf({ case: "map", value: planMap(value.value, path) });
      case "collection": {
        entries.push({ kind: "folder", path });
        const names = itemNames(value.value.literals, layout);
        const literals = value.value.literals.map((item, index) => planNamed(item, path, names[index] ?? `${index}`));
        return literalOf({ case: "collection", value: create(LiteralCollectionSchema, { literals }) });
      }
      default:
        problems.push(unsupported(value.case ?? "an empty literal", path));
        return literalOf(value);
    }
  };

  /** @param own - for a file in a folder of its own: its name there */
  const planNamed = (literal: Literal, above: string, name: string, own: string | null = null): Literal => {
    const folder = above === "" ? name : `${above}/${name}`;
    const path = own === null ? folder : `${folder}/${own}`;
    const reserved = above === "" ? reservedName(name, format) : null;
    const reason = reserved ?? refusedName(name) ?? (own === null ? null : refusedName(own));
    if (reason) problems.push(unsafeName(`the name ${JSON.stringify(own ?? name)}`, `input ${path}`, reason));
    return planLiteral(literal, path);
  };

  const planMap = (map: LiteralMap, above: string): LiteralMap => {
    const literals = Object.entries(map.literals).map(([name, literal]): [string, Literal] => [
      name,
      planNamed(literal, above, name, ownName(literal, layout)),
    ]);
    return create(LiteralMapSchema, { literals: Object.fromEntries(literals) });
  };

  const planScalar = (scalar: Scalar, path: string): Scalar => {
    const { value } = scalar;
    const uri = join(localFolder, path);
    switch (value.case) {
      case "blob":
        entries.push({ kind: isMultipart(scalar) ? "blobs" : "blob", path, uri: value.value.uri });
        return create(ScalarSchema, { value: { case: "blob", value: { metadata: value.value.metadata, uri } } });
      case "schema":
        entries.push({ kind: "blobs", path, uri: value.value.uri });
        return create(ScalarSchema, { value: { case: "schema", value: { type: value.value.type, uri } } });
      case "structuredDataset":
        if (literalTypes === "flyte" || isTable(value.value.uri)) break;
        entries.push({ kind: "dataset", path, uri: value.value.uri });
        return create(ScalarSchema, {
          value: { case: "structuredDataset", value: { metadata: value.value.metadata, uri } },
        });
      case "union": {
        const chosen = planLiteral(value.value.value ?? literalOf({ case: undefined }), path);
        return create(ScalarSchema, { value: { case: "union", value: { type: value.value.type, value: chosen } } });
      }
      default: {
        const bytes = scalarText(scalar);
        if (bytes === null) break;
        entries.push({ kind: "text", path, bytes, mode: value.case === "generic" ? dataMode : scriptMode });
        return scalar;
      }
    }
    problems.push(unsupported(value.case ?? "an empty scalar", path));
    return scalar;
  };

  const local = planMap(inputs, "");
  return resultOf({ entries, local }, problems);
}

function literalOf(value: Literal["value"]): Literal {
  return create(LiteralSchema, { value });
}

/** A dataset of a database has no files. @source flytekit core/type_engine.py, BigQuery's and Snowflake's encoders */
function isTable(uri: string): boolean {
  return /^(bq|snowflake):/i.test(uri);
}

function unsupported(kind: string, path: string): Problem {
  return {
    code: "INPUT_UNSUPPORTED",
    what: `the copilot cannot turn ${kind} into files`,
    where: `input ${path}`,
    fix: "use a type that raw containers take: simple types, files, directories, datasets, and lists, maps and unions of them",
  };
}
