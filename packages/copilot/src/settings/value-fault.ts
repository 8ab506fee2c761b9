import { parseAnyBase, parseGoBoolean, parseGoDuration } from "@podwright/core";
import { parsePairs } from "./parse-pairs.ts";
import type { ValueKind } from "./setting.ts";

/** What is wrong with a text, and what to write instead. Never quotes what may be a secret. */
interface ValueFault {
  readonly what: string;
  readonly fix: string;
}

/**
 * Why a text is no value of a kind; null when it is one.
 * @source github.com/spf13/pflag v1.0.10: bool.go, int64.go, duration.go, bytes.go, string_to_string.go
 */
export function valueFault(kind: ValueKind, text: string): ValueFault | null {
  const quoted = JSON.stringify(text);
  switch (kind) {
    case "boolean":
      return parseGoBoolean(text) === undefined ? fault(`${quoted} is not a boolean`, "say true or false") : null;
    case "integer":
      return parseInteger(text) === null ? fault(`${quoted} is not an integer`, "say a whole number") : null;
    case "duration":
      return parseGoDuration(text) === undefined
        ? fault(`${quoted} is not a duration`, "write it as Go does, such as 1h0m0s, 90s or 500ms")
        : null;
    case "base64":
      return isBase64(text)
        ? null
        : fault("the value is not base64", "pass the message's bytes as standard base64, with its padding");
    case "pairs":
      return parsePairs(text) === null
        ? fault("a setting of the store must be formatted as key=value", "write key=value, or key=value,key2=value2")
        : null;
    case "string":
    case "list":
      return null;
  }
}

/** A 64-bit integer in the base that its prefix names (`0x10`, `0o17`, `1_000`), or null. */
export function parseInteger(text: string): number | null {
  const value = parseAnyBase(text);
  return value === undefined || BigInt.asIntN(64, value) !== value ? null : Number(value);
}

/** @source encoding/base64 StdEncoding, Go 1.24, and pflag's bytes.go, which trims */
function isBase64(text: string): boolean {
  return /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text.trim().replace(/[\r\n]/g, ""));
}

function fault(what: string, fix: string): ValueFault {
  return { what, fix };
}
