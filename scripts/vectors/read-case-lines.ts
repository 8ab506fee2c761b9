import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The lines of a file of cases, compressed or not. */
export function readCaseLines(path: string): readonly string[] {
  const bytes = readFileSync(path);
  const text = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  return text.toString().split("\n").filter(Boolean);
}
