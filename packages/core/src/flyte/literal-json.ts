import type { JsonValue } from "@bufbuild/protobuf";
import { base64Encode } from "@bufbuild/protobuf/wire";
import { formatGoFloat } from "../go/float.ts";
import type { GoJson } from "../go/json.ts";
import { formatRfc3339 } from "../go/rfc3339.ts";
import type { Problem, Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import type { Literal, LiteralMap, Primitive, Scalar } from "./gen/flyteidl2/core/literals_pb.js";
import { nanosecondsOf } from "./proto-time.ts";

/**
 * Literals as the copilot writes them into `inputs.json` and `inputs.yaml`; `printGoJson` gives the text.
 * Unlike in the files of the single inputs, a duration is a number of nanoseconds and a binary is base64, an empty one null.
 * A blob, schema or structured dataset is its `uri`: put the local path there first, as `inputs.pb` has it.
 * @problems LITERAL_UNSUPPORTED for every value that JSON has no form for: NaN and infinities, literals without a value
 * @source flytecopilot/data/download.go, flyteorg/flyte v2.0.43
 */
export function literalMapJson(map: LiteralMap): Result<GoJson> {
  const problems: Problem[] = [];
  const value = mapJson(map, [], (path, what) => {
    problems.push(unsupported(path, what));
    return null;
  });
  return resultOf(value, problems);
}

/** The variable's name, then map keys, list indices and the names of a struct's members. */
type Path = readonly (string | number)[];

/** Notes a value without a JSON form and stands in for it. */
type Refuse = (path: Path, what: string) => null;

function mapJson({ literals }: LiteralMap, path: Path, refuse: Refuse): GoJson {
  const entries = Object.entries(literals).map(([key, item]) => [key, literalJson(item, [...path, key], refuse)]);
  return Object.fromEntries(entries) as GoJson;
}

function literalJson({ value }: Literal, path: Path, refuse: Refuse): GoJson {
  switch (value.case) {
    case "scalar":
      return scalarJson(value.value, path, refuse);
    case "collection":
      return value.value.literals.map((item, index) => literalJson(item, [...path, index], refuse));
    case "map":
      return mapJson(value.value, path, refuse);
    case "offloadedMetadata":
      return refuse(path, "a literal that is stored apart and was not fetched");
    default:
      return refuse(path, "a literal without a value");
  }
}

function scalarJson({ value }: Scalar, path: Path, refuse: Refuse): GoJson {
  switch (value.case) {
    case "primitive":
      return primitiveJson(value.value, path, refuse);
    case "noneType":
      return null;
    case "binary":
      return value.value.value.length === 0 ? null : base64Encode(value.value.value);
    case "error":
      return value.value.message;
    case "generic":
      return structJson(value.value, path, refuse);
    case "union":
      return value.value.value ? literalJson(value.value.value, path, refuse) : refuse(path, "a union without a value");
    case "blob":
    case "schema":
    case "structuredDataset":
      return value.value.uri;
    default:
      return refuse(path, "a scalar without a value");
  }
}

function primitiveJson({ value }: Primitive, path: Path, refuse: Refuse): GoJson {
  switch (value.case) {
    case "integer":
    case "boolean":
    case "stringValue":
      return value.value;
    case "floatValue":
      return floatJson(value.value, path, refuse);
    case "datetime":
      return formatRfc3339(value.value);
    case "duration":
      return nanosecondsOf(value.value);
    default:
      return null;
  }
}

/** A struct's numbers are all doubles. */
function structJson(value: JsonValue, path: Path, refuse: Refuse): GoJson {
  if (typeof value === "number") return floatJson(value, path, refuse);
  if (Array.isArray(value)) return value.map((item, index) => structJson(item, [...path, index], refuse));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([name, member]) => [name, structJson(member, [...path, name], refuse)]));
}

function floatJson(value: number, path: Path, refuse: Refuse): GoJson {
  return Number.isFinite(value) ? value : refuse(path, `the float ${formatGoFloat(value)}`);
}

function unsupported(path: Path, what: string): Problem {
  return {
    code: "LITERAL_UNSUPPORTED",
    what: `JSON and YAML have no form for ${what}`,
    where: `input ${path.join(".")}`,
    fix: "give the task another value, or set the format of its data config to PROTO",
  };
}
