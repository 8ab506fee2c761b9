import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const folder = new URL("../../testdata/apiserver/", import.meta.url);

/** An object and what a Kubernetes v1.34 API server made of it (testdata/apiserver/README.md). */
export interface ApiServerCase {
  readonly id: string;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly accepted: boolean;
  /** As it was stored, without the metadata that the server generates. */
  readonly object?: unknown;
  readonly status?: number;
  readonly reason?: string;
  readonly causes?: readonly { readonly reason: string; readonly field: string; readonly message: string }[];
}

/** Every case of a file, in its order. */
export function readApiServerCases(name: "small" | "composed" | "edge"): readonly ApiServerCase[] {
  const text = gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, folder))).toString();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ApiServerCase);
}
