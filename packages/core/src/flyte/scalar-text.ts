import { getTextEncoding } from "@bufbuild/protobuf/wire";
import { formatGoDuration } from "../go/duration.ts";
import { formatGoFloat } from "../go/float.ts";
import { type GoJson, printGoJson } from "../go/json.ts";
import { formatRfc3339 } from "../go/rfc3339.ts";
import type { Primitive, Scalar } from "./gen/flyteidl2/core/literals_pb.js";
import { nanosecondsOf } from "./proto-time.ts";

/**
 * A scalar as the copilot writes it to the file of an input: integers in decimal, floats without exponent, datetimes in
 * RFC 3339, durations as `1h1m1.5s`, `null` for none, structs as JSON, binaries as they are, unions as their value.
 * @returns null for what is not the text of one file: blobs, schemas, structured datasets, scalars without a value,
 * unions of collections or maps
 * @source flytecopilot/data/download.go, flyteorg/flyte v2.0.43
 */
export function scalarText({ value }: Scalar): Uint8Array | null {
  switch (value.case) {
    case "primitive":
      return encode(primitiveText(value.value));
    case "noneType":
      return encode("null");
    case "binary":
      return value.value.value;
    case "error":
      return encode(value.value.message);
    case "generic":
      return encode(printGoJson(value.value as GoJson));
    case "union": {
      const inner = value.value.value?.value;
      return inner?.case === "scalar" ? scalarText(inner.value) : null;
    }
    default:
      return null;
  }
}

/** A primitive without a value reads as none, as Flyte has it. */
function primitiveText({ value }: Primitive): string {
  switch (value.case) {
    case "integer":
    case "boolean":
      return value.value.toString();
    case "floatValue":
      return formatGoFloat(value.value);
    case "stringValue":
      return value.value;
    case "datetime":
      return formatRfc3339(value.value);
    case "duration":
      return formatGoDuration(nanosecondsOf(value.value));
    default:
      return "null";
  }
}

function encode(text: string): Uint8Array {
  return getTextEncoding().encodeUtf8(text);
}
