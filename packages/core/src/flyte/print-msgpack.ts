import { byCodePoints } from "../go/by-code-points.ts";
import { printGoFloat, printGoFloat32 } from "../go/print-float.ts";
import { formatRfc3339 } from "../go/rfc3339.ts";
import type { MsgpackValue } from "./decode-msgpack.ts";

/**
 * Prints a value as Go's `%v`: `[1 2]`, `map[a:1 b:<nil>]` with its keys in order, bytes as the list of their numbers, times as
 * `2024-01-02 03:04:05 +0000 UTC`.
 * @source fmt, Go 1.26
 */
export function printMsgpack(value: MsgpackValue): string {
  if (value === null) return "<nil>";
  if (typeof value === "number") return printGoFloat(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Uint8Array) return `[${value.join(" ")}]`;
  if (value instanceof Map) return `map[${printEntries(value)}]`;
  if (isList(value)) return `[${value.map(printMsgpack).join(" ")}]`;
  if ("float32" in value) return printGoFloat32(value.float32);
  if ("seconds" in value) return printMoment(value);
  return "";
}

function isList(value: MsgpackValue): value is readonly MsgpackValue[] {
  return Array.isArray(value);
}

function printEntries(map: ReadonlyMap<MsgpackValue, MsgpackValue>): string {
  return [...map]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([key, value]) => `${printMsgpack(key)}:${printMsgpack(value)}`)
    .join(" ");
}

/** Go orders keys of different types by where the types stand in memory; here those of one type stand together. */
function compareKeys(a: MsgpackValue, b: MsgpackValue): number {
  const [left, right] = typeof a === typeof b ? [a, b] : [typeof a, typeof b];
  if (left === null || right === null || left === right) return left === right ? 0 : left === null ? -1 : 1;
  if (typeof left === "string" && typeof right === "string") return byCodePoints(left, right);
  return left < right ? -1 : 1;
}

function printMoment(moment: { readonly seconds: bigint; readonly nanos: number }): string {
  return `${formatRfc3339(moment).replace("T", " ").replace("Z", "")} +0000 UTC`;
}
