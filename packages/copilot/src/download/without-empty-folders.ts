import { create } from "@bufbuild/protobuf";
import { type Literal, type LiteralMap, LiteralSchema } from "@podwright/core";
import { VoidSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";

/**
 * The inputs as inputs.json and inputs.yaml show them: a directory that had no files is null
 * (`inputs.pb` keeps its path).
 * @param emptyUris - local paths of those directories
 * @source flytecopilot/data/download.go handleBlob, flyteorg/flyte v2.0.43
 */
export function withoutEmptyFolders(map: LiteralMap, emptyUris: ReadonlySet<string>): LiteralMap {
  if (emptyUris.size === 0) return map;
  const entries = Object.entries(map.literals).map(([key, literal]) => [key, withoutEmpty(literal, emptyUris)]);
  return { ...map, literals: Object.fromEntries(entries) };
}

function withoutEmpty(literal: Literal, emptyUris: ReadonlySet<string>): Literal {
  const { value } = literal;
  if (value.case === "map") {
    return { ...literal, value: { case: "map", value: withoutEmptyFolders(value.value, emptyUris) } };
  }
  if (value.case === "collection") {
    const literals = value.value.literals.map((item) => withoutEmpty(item, emptyUris));
    return { ...literal, value: { case: "collection", value: { ...value.value, literals } } };
  }
  if (value.case !== "scalar") return literal;
  const scalar = value.value.value;
  if (scalar.case === "union" && scalar.value.value) return withoutEmpty(scalar.value.value, emptyUris);
  const hasFiles = scalar.case === "blob" || scalar.case === "schema" || scalar.case === "structuredDataset";
  return hasFiles && emptyUris.has(scalar.value.uri) ? nothing() : literal;
}

function nothing(): Literal {
  const none = { case: "noneType" as const, value: create(VoidSchema) };
  return create(LiteralSchema, { value: { case: "scalar", value: { value: none } } });
}
