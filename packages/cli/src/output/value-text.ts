/** A value on one line: text as it is where that cannot be mistaken, else as JSON. */
export function valueText(value: unknown): string {
  if (
    typeof value === "string" &&
    /^[^\s"{}[\]]([^\p{Cc}]*[^\s])?$/u.test(value) &&
    !/^(true|false|null|-?\d+(\.\d+)?)$/.test(value)
  ) {
    return value;
  }
  return JSON.stringify(value) ?? "";
}
