import type { Duration } from "@bufbuild/protobuf/wkt";
import { decodeMsgpack } from "../flyte/decode-msgpack.ts";
import type { Binary, Literal, Primitive, Scalar } from "../flyte/gen/flyteidl2/core/literals_pb.js";
import { printMsgpack } from "../flyte/print-msgpack.ts";
import { printGoFloat } from "../go/print-float.ts";
import { formatRfc3339 } from "../go/rfc3339.ts";

/** Why an input has no text, in Flyte's words. */
export interface InputRefusal {
  readonly refused: string;
}

/**
 * A literal as `{{.Inputs.x}}` shows it: blobs and schemas by their URI, collections as `[a,b]`, durations as protobuf text,
 * MessagePack as Go prints it.
 * @source pluginmachinery/core/template/template.go serializeLiteral, flyteorg/flyte v2.0.43
 */
export function inputText({ value }: Literal): string | InputRefusal {
  switch (value.case) {
    case "collection": {
      const texts: string[] = [];
      for (const item of value.value.literals) {
        const text = inputText(item);
        if (typeof text !== "string") return text;
        texts.push(text);
      }
      return `[${texts.join(",")}]`;
    }
    case "scalar":
      return scalarText(value.value);
    default:
      return unexpected("primitive", value.case && `*core.Literal_${goName(value.case)}`);
  }
}

function scalarText({ value }: Scalar): string | InputRefusal {
  switch (value.case) {
    case "primitive":
      return primitiveText(value.value);
    case "blob":
    case "schema":
      return value.value.uri;
    case "binary":
      return binaryText(value.value);
    default:
      return unexpected("scalar", value.case && `*core.Scalar_${goName(value.case)}`);
  }
}

function binaryText({ tag, value }: Binary): string | InputRefusal {
  if (tag !== "msgpack") return { refused: `unsupported binary tag [${tag}]` };
  const decoded = decodeMsgpack(value);
  return decoded
    ? printMsgpack(decoded.value)
    : { refused: `failed to unmarshal messagepack bytes with literal:[binary of ${value.length} bytes]` };
}

function primitiveText({ value }: Primitive): string | InputRefusal {
  switch (value.case) {
    case "integer":
    case "boolean":
      return value.value.toString();
    case "floatValue":
      return printGoFloat(value.value);
    case "stringValue":
      return value.value;
    case "datetime":
      return formatRfc3339(value.value);
    case "duration":
      return durationText(value.value);
    default:
      return unexpected("primitive", undefined);
  }
}

/** As protobuf's text format, without the white space that Go varies from build to build. */
function durationText({ seconds, nanos }: Duration): string {
  const fields = [seconds === 0n ? "" : `seconds:${seconds}`, nanos === 0 ? "" : `nanos:${nanos}`];
  return fields.filter((field) => field !== "").join(" ");
}

function unexpected(kind: "primitive" | "scalar", goType: string | undefined): InputRefusal {
  return { refused: `received an unexpected ${kind} type [${goType ?? "<nil>"}]` };
}

function goName(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}
