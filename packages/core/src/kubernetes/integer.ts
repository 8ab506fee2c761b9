/** Whether a value is a whole number that Go's type of this name holds. */
export function isInteger(value: unknown, kind: "int32" | "int64"): value is number {
  const limit = kind === "int32" ? 2 ** 31 : 2 ** 63;
  return Number.isInteger(value) && (value as number) >= -limit && (value as number) < limit;
}
