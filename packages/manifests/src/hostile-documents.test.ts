import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { parseManifests } from "./read-manifests.ts";

const read = (text: string) => parseManifests([{ file: "f.yaml", text }], "ns");
const template = "apiVersion: v1\nkind: PodTemplate\nmetadata:\n  name: x\n";
const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

afterEach(() => expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted"));

describe("a problem that names the limit, soon, for", () => {
  const cases: readonly {
    readonly name: string;
    readonly text: string;
    readonly what: string;
    readonly where?: string;
  }[] = [
    {
      name: "lists that are never closed",
      text: "[".repeat(1_000_000),
      what: "lists and maps are nested deeper than 100: nothing behind that place is read",
      where: "f.yaml:1:102",
    },
    { name: "lists in lists", text: nested("[", "]", 500_000), what: "lists and maps are nested deeper than 100" },
    { name: "JSON in JSON", text: nested('{"a":', "}", 150_000), what: "lists and maps are nested deeper than 100" },
    { name: "items in items", text: "- ".repeat(500_000), what: "lists and maps are nested deeper than 100" },
    {
      name: "maps in maps, by indentation",
      text: Array.from({ length: 1_300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
      what: "lists and maps are nested deeper than 100",
    },
    {
      name: "lists that aliases repeat again and again",
      text: `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
        .split("")
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(",")}]`)
        .join("\n")}`,
      what: "not valid YAML: with all that aliases repeat there are more than 200000 values",
    },
    {
      name: "maps that are merged again and again",
      text: `a: &a {x: 1, y: 2}\n${"bcdefghij"
        .split("")
        .map((name, index) => `${name}: &${name} {<<: [${Array(9).fill(`*${"abcdefghi"[index]}`).join(",")}]}`)
        .join("\n")}`,
      what: "not valid YAML: with all that aliases repeat there are more than 200000 values",
    },
    {
      name: "a large list that aliases repeat",
      text: `a: &a [${"x,".repeat(10_000)}]\nb: [${"*a,".repeat(99)}]`,
      what: "not valid YAML: with all that aliases repeat there are more than 200000 values",
    },
    {
      name: "aliases without number",
      text: Array.from({ length: 5_000 }, (_, index) => `- &a${index} x\n- *a${index}\n`).join(""),
      what: "not valid YAML: there are more than 1000 aliases",
    },
    { name: "documents without number", text: "---\na\n".repeat(150_000), what: "there are more than 2000 documents" },
    { name: "values without number", text: `[${"\n,a".repeat(300_000)}]`, what: "there are more than 500000 words" },
    {
      name: "a document over 1 MiB",
      text: `a: 1\n---\nb: ${"x".repeat(1024 * 1024)}`,
      what: "a document of 1048580 bytes; at most 1048576 are read",
      where: "f.yaml:2:1",
    },
    {
      name: "a file over 8 MiB",
      text: "---\na: 1\n".repeat(1_000_000),
      what: "a file of more than 8388608 bytes; no larger one is read",
      where: "f.yaml",
    },
  ];
  test.each(cases)("$name", ({ text, what, where }) => {
    const result = read(text);
    const [problem] = result.ok ? [] : result.problems;
    expect(problem?.what).toContain(what);
    if (where !== undefined) expect(problem?.where).toBe(where);
  });

  test("marks without sense", () => {
    const result = read(`a: 1\n---\n${"}".repeat(1_000_000)}`);
    expect(result.ok ? [] : result.problems.map(({ what, where }) => ({ what, where }))).toEqual([
      {
        what: 'not valid YAML: unexpected flow-map-end token in YAML document: "}" (1000 more errors follow from it)',
        where: "f.yaml:3:1",
      },
      { what: "there are more than 1000 syntax errors: nothing behind that place is read", where: "f.yaml:3:1" },
    ]);
  });
});

describe("every problem of a document, however many", () => {
  const lines = 5_000;
  const cases = [
    { name: "duplicate keys", text: `${template}${"a: b\n".repeat(lines)}`, count: lines - 1 },
    {
      name: "values of a wrong kind",
      text: `${template}  labels:\n${Array.from({ length: lines }, (_, index) => `    k${index}: 1\n`).join("")}`,
      count: lines,
    },
    {
      name: "items of a wrong kind",
      text: `${template}template:\n  spec:\n    tolerations:\n${"    - x\n".repeat(lines)}`,
      count: lines,
    },
    {
      name: "keys of a ConfigMap that are none",
      text: `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n${Array.from({ length: lines }, (_, index) => `  "$${index}": a\n`).join("")}`,
      count: lines,
    },
    {
      name: "objects that are none",
      text: `apiVersion: v1\nkind: List\nitems:\n${"- x\n".repeat(lines)}`,
      count: lines,
    },
  ];
  test.each(cases)("$name", ({ text, count }) => {
    const result = read(text);
    expect(result.ok ? 0 : result.problems.length).toBe(count);
  });

  test("unknown fields are warnings, each with its line", () => {
    const result = read(template + Array.from({ length: lines }, (_, index) => `k${index}: 1\n`).join(""));
    expect(result.ok ? result.warnings.length : 0).toBe(lines);
    expect(result.ok && result.warnings.at(-1)?.where).toBe(`f.yaml:${lines + 4}:1 k${lines - 1}`);
  });
});

describe("what no cluster takes", () => {
  const amounts = {
    "nines without end": `"${"9".repeat(1_000_000)}"`,
    "nines and a letter": `"${"9".repeat(1_000_000)}x"`,
    "zeros without end": `"1${"0".repeat(1_000_000)}e1"`,
    "a large exponent": '"1e999999"',
    "a large exponent, as a number": "1e999999",
    "nines without end, as a number": "9".repeat(1_000_000),
  };
  test.each(Object.entries(amounts))("%s for an amount is one problem", (_, amount) => {
    const result = read(`${template}template:\n  spec:\n    overhead:\n      cpu: ${amount}\n`);
    expect(result.ok ? [] : result.problems.map(({ where }) => where)).toEqual([
      "f.yaml:8:7 template.spec.overhead.cpu",
    ]);
  });

  test("a key that is a list, a merge of no map", () => {
    const whats = ["? [a]\n: 1\n", "<<: 1\n", "a: &a 1\nb: {<<: [*a]}\n"].map((text) => {
      const result = read(text);
      return result.ok ? "" : result.problems[0].what;
    });
    expect(whats).toEqual([
      "not valid YAML: a key must be text, not a list or a map",
      "not valid YAML: << takes a map, or a list of maps",
      "not valid YAML: << takes a map, or a list of maps",
    ]);
  });
});

test("keys that mean something to JavaScript are names like any others", () => {
  const result = read(`apiVersion: v1
kind: PodTemplate
__proto__: {polluted: 1}
constructor: {prototype: {polluted: 1}}
metadata: {name: x, labels: {__proto__: a, constructor: b, hasOwnProperty: c}}
template: {spec: {__proto__: {hostNetwork: true}, containers: [{name: a, __proto__: {image: b}}]}}
`);
  const { metadata, template: pod } = (result.ok && result.value.podTemplates[0]?.template) || {};
  expect(Object.entries(metadata?.labels ?? {})).toEqual([
    ["__proto__", "a"],
    ["constructor", "b"],
    ["hasOwnProperty", "c"],
  ]);
  expect([pod?.spec?.hostNetwork, pod?.spec?.containers?.[0]?.image]).toEqual([undefined, undefined]);
  expect(result.ok ? result.warnings.map(({ where }) => where) : []).toEqual([
    "f.yaml:3:1 __proto__",
    "f.yaml:4:1 constructor",
    "f.yaml:6:19 template.spec.__proto__",
    "f.yaml:6:74 template.spec.containers[0].__proto__",
  ]);
});

describe("whatever a file holds", () => {
  const marks = [
    ..."-?:,[]{}#&*!|>%@`'\"\\ \n\t",
    "  ",
    "<<",
    "---\n",
    "...\n",
    "&a ",
    "*a ",
    "!!str ",
    "!!set ",
    "!x ",
    "\r\n",
    "\0",
  ];
  const words = [
    "apiVersion: v1",
    "kind: PodTemplate",
    "metadata:",
    "a",
    "1e999",
    "0x1",
    "null",
    "~",
    "__proto__",
    "name: x",
  ];
  const text = fc.array(fc.constantFrom(...marks, ...words), { maxLength: 60 }).map((parts) => parts.join(""));

  test("it is read or refused, never a crash", () => {
    fc.assert(
      fc.property(text, (content) => {
        const result = read(content);
        for (const problem of result.ok ? result.warnings : result.problems) {
          expect(problem.where).toMatch(/^f\.yaml/);
          expect(problem.fix).not.toBe("");
        }
      }),
      { numRuns: 200 },
    );
  });

  const name = fc.constantFrom(
    "__proto__",
    "constructor",
    "spec",
    "template",
    "containers",
    "env",
    "name",
    "labels",
    "metadata",
    "data",
    "x",
  );
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom(null, true, "", "9".repeat(400), "a", 1e300, -1),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.array(fc.tuple(name, tie("json")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));

  test("objects of any shape are read or refused", () => {
    const kind = fc.constantFrom("PodTemplate", "ConfigMap", "Secret", "List", "__proto__", "constructor");
    fc.assert(
      fc.property(kind, json, json, (kind, metadata, value) => {
        read(JSON.stringify({ apiVersion: "v1", kind, metadata, template: value, data: value, items: [value] }));
      }),
      { numRuns: 200 },
    );
  });
});
