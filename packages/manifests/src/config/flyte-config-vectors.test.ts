import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { VectorCase } from "../../../../scripts/vectors/case-runner.ts";
import { runConfig } from "../../../../scripts/vectors/run-config.ts";

const folder = join(import.meta.dirname, "../../../../testdata/config");

function readLines(file: string): readonly VectorCase[] {
  const lines = gunzipSync(readFileSync(join(folder, file)))
    .toString()
    .split("\n")
    .filter(Boolean);
  return lines.map((line) => JSON.parse(line) as VectorCase);
}

type Outcome = Readonly<Record<string, unknown>>;

/** Texts of YAML's syntax errors are the library's own (testdata/config/README.md). */
function comparable({ error, k8s, storage, extra }: Outcome): Outcome {
  if (typeof error !== "string") return { k8s, storage, extra };
  const text = error.trim();
  return { error: text.startsWith("While parsing config: yaml:") ? "While parsing config: yaml:" : text };
}

test.each(["flyte-1.16", "flyte-2.0"] as const)("reads every config as %s does", (version) => {
  const wanted = readLines(`${version}.jsonl.gz`);
  const cases = readLines("cases.jsonl.gz");
  expect(cases.length).toBe(240);
  for (const [index, input] of cases.entries()) {
    const { id, unstable, ...want } = wanted[index] as VectorCase;
    const got = comparable(JSON.parse(JSON.stringify(runConfig(input, version))) as Outcome);
    const outcomes = ((unstable ?? [want]) as readonly Outcome[]).map(comparable);
    if (outcomes.length > 1) expect.soft(outcomes, id).toContainEqual(got);
    else expect.soft(got, id).toEqual(outcomes[0]);
  }
});
