import { describe, expect, test } from "vitest";
import type { ConfigEntries } from "./config-value.ts";
import { type ConfigSources, decodeFlyteConfig } from "./decode-flyte-config.ts";
import { fromPlain } from "./from-plain.ts";

interface Case extends Omit<ConfigSources, "files"> {
  readonly name: string;
  readonly k8s: unknown;
  readonly want: unknown;
}

/** Found by comparing with Flyte's own code beyond the vectors. */
const cases: readonly Case[] = [
  {
    name: "keeps a flag's list where a file has another one",
    k8s: { "add-tolerations-for-extended-resources": ["x"] },
    args: ['--plugins.k8s.add-tolerations-for-extended-resources="a,b",c'],
    want: { "add-tolerations-for-extended-resources": ["a,b", "c"] },
  },
  {
    name: "keeps every digit of a quantity",
    k8s: { "default-cpus": 12345678901234567000 },
    want: { "default-cpus": "12345678901234567168" },
  },
  {
    name: "passes over a map for a quantity",
    k8s: { "default-cpus": { amount: 2 } },
    want: { "default-cpus": "1" },
  },
  {
    name: "refuses a map for a quantity in strict mode",
    k8s: { "default-cpus": { amount: 2 }, "pod-pending-timeout": { duration: 5, unit: "s" } },
    strict: true,
    want: "decoding failed due to the following error(s):\n\n'default-cpus' has invalid keys: amount\n'pod-pending-timeout' has invalid keys: unit",
  },
  {
    name: "refuses a flag that there is not",
    k8s: {},
    args: ["--plugins.k8s.defualt-cpus=1"],
    want: "unknown flag: --plugins.k8s.defualt-cpus",
  },
  {
    name: "refuses pairs without a value",
    k8s: {},
    args: ["--storage.stow.config=a,b"],
    want: 'invalid argument "a,b" for "--storage.stow.config" flag: a,b must be formatted as key=value',
  },
  {
    name: "passes over flags of sections that decide no Pod",
    k8s: { "scheduler-name": "volcano" },
    args: ["--logger.level=3"],
    want: { "scheduler-name": "volcano" },
  },
];

describe("Flyte's decoder", () => {
  test.each(cases)("$name", ({ k8s, want, name: _, ...more }) => {
    const value = fromPlain({ plugins: { k8s } }) as ConfigEntries;
    const decoding = decodeFlyteConfig({ files: [{ name: "k8s.yaml", value }], ...more }, "flyte-2.0");
    if (typeof want === "string") expect(decoding.ok ? "" : decoding.error.trim()).toBe(want);
    else expect(decoding).toMatchObject({ ok: true, json: { k8s: want } });
  });
});
