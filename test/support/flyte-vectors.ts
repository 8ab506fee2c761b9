import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { FlyteVersion } from "../../packages/core/src/flyte/flyte-version.ts";

const folder = new URL("../../testdata/flyte/", import.meta.url);

type Json = Record<string, unknown>;

/** A case and what a Flyte made of it (testdata/flyte/README.md). */
export interface FlyteVector {
  readonly id: string;
  readonly kind: string;
  readonly input: Json;
  readonly want: Json & { readonly error?: string | null };
}

/** Every case of these files, in their order. */
export function readFlyteVectors(
  version: FlyteVersion,
  ...names: readonly ("compose" | "merge" | "named" | "phase" | "upgrade")[]
): readonly FlyteVector[] {
  return names.flatMap((name) => {
    const inputs = readLines(`${name}.cases.jsonl.gz`);
    const wants = readLines(`${name}.${version}.jsonl.gz`);
    return inputs.map((input, index) => {
      const want = wants[index];
      if (!want || want.id !== input.id) throw new Error(`${name}: result ${index} is not that of ${input.id}`);
      return { id: String(input.id), kind: String(input.kind), input, want };
    });
  });
}

function readLines(file: string): readonly Json[] {
  const text = gunzipSync(readFileSync(new URL(file, folder))).toString();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
