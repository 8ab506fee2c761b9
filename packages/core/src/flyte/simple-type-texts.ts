import type { JsonObject } from "@bufbuild/protobuf";
import { parseGoBoolean } from "../go/boolean.ts";
import { parseGoDuration } from "../go/duration.ts";
import { parseGoFloat } from "../go/float.ts";
import { parseGoInteger } from "../go/integer.ts";
import { parseRfc3339 } from "../go/rfc3339.ts";
import type { Literal } from "./gen/flyteidl2/core/literals_pb.js";
import { SimpleType } from "./gen/flyteidl2/core/types_pb.js";
import { isTooDeep } from "./json-depth.ts";
import { primitiveLiteral, scalarLiteral } from "./make-literal.ts";
import { durationOf, timestampOf } from "./proto-time.ts";
import { hasPrototypeName } from "./prototype-name.ts";

/** How the values of one simple type are written as text. */
export interface TextForm {
  /** For messages: `… is not ${name}`. */
  readonly name: string;
  /** @returns undefined if the text is not of this type */
  readonly parse: (text: string) => Literal | undefined;
}

/**
 * The simple types that have a text form, each with Flyte's own: what the copilot takes from an output's file.
 * NONE and BINARY have none.
 * @source flytecopilot/data/upload.go and flyteidl/clients/go/coreutils/literals.go, flyteorg/flyte v2.0.43
 */
export const simpleTypeTexts: Readonly<Partial<Record<SimpleType, TextForm>>> = {
  [SimpleType.INTEGER]: {
    name: "an integer of 64 bits, such as 42",
    parse: (text) => ifDefined(parseGoInteger(text), (value) => primitiveLiteral({ case: "integer", value })),
  },
  [SimpleType.FLOAT]: {
    name: "a float, such as 3.5 or 1e-7",
    parse: (text) => ifDefined(parseGoFloat(text), (value) => primitiveLiteral({ case: "floatValue", value })),
  },
  [SimpleType.STRING]: {
    name: "a string",
    parse: (text) => primitiveLiteral({ case: "stringValue", value: text }),
  },
  [SimpleType.BOOLEAN]: {
    name: "a boolean: true or false",
    parse: (text) => ifDefined(parseGoBoolean(text), (value) => primitiveLiteral({ case: "boolean", value })),
  },
  [SimpleType.DATETIME]: {
    name: "a datetime of RFC 3339, such as 2026-02-03T04:05:06Z",
    parse: (text) =>
      ifDefined(parseRfc3339(text), (value) => primitiveLiteral({ case: "datetime", value: timestampOf(value) })),
  },
  [SimpleType.DURATION]: {
    name: "a duration, such as 1h30m or 1.5s",
    parse: (text) =>
      ifDefined(parseGoDuration(text), (value) => primitiveLiteral({ case: "duration", value: durationOf(value) })),
  },
  [SimpleType.STRUCT]: {
    name: "a JSON object",
    parse: (text) => ifDefined(parseJsonObject(text), (value) => scalarLiteral({ case: "generic", value })),
  },
  [SimpleType.ERROR]: {
    name: "an error's message",
    parse: (text) => scalarLiteral({ case: "error", value: { message: text } }),
  },
};

function ifDefined<In, Out>(value: In | undefined, then: (value: In) => Out): Out | undefined {
  return value === undefined ? undefined : then(value);
}

/** Undefined as well for an object that cannot be held: too deep, or with a member `__proto__`. */
function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = isTooDeep(text) ? undefined : JSON.parse(text);
    if (hasPrototypeName(value)) return undefined;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
