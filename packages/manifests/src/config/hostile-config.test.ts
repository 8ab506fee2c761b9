import { type ConfigRules, failure, problemsOf, type Result, readFlyteConfig, valuesOf } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { parseConfigFile } from "./parse-config-file.ts";

function read(text: string, rules: ConfigRules): Result<unknown> {
  const parsed = parseConfigFile(text, "hostile.yaml");
  const [first, ...more] = problemsOf(parsed.ok ? [] : [parsed]);
  if (first) return failure(first, ...more);
  return readFlyteConfig({ files: valuesOf([parsed]) }, rules);
}

const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]
${["b", "c", "d", "e", "f", "g", "h"].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${"abcdefg"[index]}`).join(", ")}]`).join("\n")}
`;
const manyKeys = Array.from({ length: 5_000 }, (_, index) => `      Key${index}: v`).join("\n");
const manyDots = `${Array.from({ length: 300 }, () => "a").join(".")}: x`;
const deepMap = Array.from({ length: 400 }, (_, depth) => `${" ".repeat(depth)}k:`).join("\n");

const chain = Array.from(
  { length: 10_000 },
  (_, index) => `k${index}: &k${index} [${index > 0 ? `*k${index - 1}` : "x"}]`,
).join("\n");

const refused = [
  { name: "an alias bomb", text: bomb, want: /excessive aliasing/ },
  { name: "an anchor inside of itself", text: "a: &a [*a]\n", want: /contains itself/ },
  { name: "an alias of nothing", text: "a: *b\n", want: /unknown anchor/ },
  { name: "a hundred thousand brackets", text: `a: ${"[".repeat(100_000)}`, want: /nested deeper than 100/ },
  { name: "a nest of four hundred maps", text: deepMap, want: /nested deeper than 100/ },
  { name: "a chain of ten thousand aliases", text: chain, want: /excessive aliasing/ },
  { name: "two megabytes", text: `a: ${"x".repeat(2 * 1024 * 1024)}\n`, want: /more than 262144 bytes/ },
  { name: "a control character", text: "a: \u0000\n", want: /control characters are not allowed/ },
  { name: "a key given twice", text: "a: 1\na: 2\n", want: /mapping key "a" already defined at line 1/ },
  { name: "a list", text: "- a\n", want: /cannot unmarshal !!seq into map/ },
];

const taken = [
  { name: "five thousand labels", text: `plugins:\n  k8s:\n    default-labels:\n${manyKeys}\n` },
  { name: "a key of three hundred parts", text: `plugins:\n  k8s:\n    default-annotations:\n      ${manyDots}\n` },
  { name: "enormous numbers", text: `plugins:\n  k8s:\n    default-labels: { a: ${"9".repeat(10_000)} }\n` },
];

/** Of this thread's own processor time: 171 ms was the most where ten processes waited for each processor. */
const mostMs = 1_000;

describe.each(["flyte-1.16", "flyte-2.0", "podwright"] as const)("by the rules of %s, a hostile config", (rules) => {
  test.each(refused)("of $name is refused", ({ text, want }) => {
    const before = process.threadCpuUsage();
    const result = read(text, rules);
    expect(result.ok ? "" : result.problems[0].what).toMatch(want);
    expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(mostMs);
  });

  test.each(taken)("of $name is read in time", ({ text }) => {
    const before = process.threadCpuUsage();
    expect(read(text, rules).ok).toBe(true);
    expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(mostMs);
  });

  test("with keys of every JavaScript object pollutes nothing", () => {
    const text = `__proto__: { polluted: yes }
constructor: { prototype: { polluted: yes } }
plugins:
  k8s:
    __proto__: { polluted: yes }
    default-labels:
      - __proto__: mine
        constructor: a
      - toString: b
storage: { stow: { config: { __proto__: c } } }
`;
    const result = read(text, rules);
    expect(result).toMatchObject({ ok: true });
    const { config } = (result as { value: { config: { "default-labels": object } } }).value;
    expect(Object.entries(config["default-labels"])).toEqual([
      ["__proto__", "mine"],
      ["constructor", "a"],
      ["toString", "b"],
    ]);
    expect("polluted" in {}).toBe(false);
    expect(Object.getPrototypeOf(config)).toBe(Object.prototype);
  });
});
