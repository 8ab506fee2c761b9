import { describe, expect, it } from "vitest";
import { parseDocuments } from "./parse-documents.ts";

function documentsOf(text: string) {
  const result = parseDocuments(text, "pod.yaml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe("values", () => {
  const cases = [
    { name: "octal modes as Kubernetes users write them", text: "mode: 0644", want: { mode: 420 } },
    { name: "yes and no as booleans", text: "a: yes\nb: no", want: { a: true, b: false } },
    { name: "a time of day as text", text: "at: 12:30", want: { at: "12:30" } },
    { name: "a date as text", text: "on: 2026-01-02", want: { true: "2026-01-02" } },
    {
      name: "anchors and merge keys",
      text: "a: &x {k: 1}\nb: *x\nc: {<<: *x, l: 2}",
      want: { a: { k: 1 }, b: { k: 1 }, c: { k: 1, l: 2 } },
    },
    {
      name: "JSON with its escapes",
      text: '{\n\t"s": "\\ud83d\\ude00\\/",\n\t"n": 1e3\n}',
      want: { s: "😀/", n: 1000 },
    },
    { name: "keys that are numbers as text", text: "1: one", want: { "1": "one" } },
    { name: "a byte order mark", text: "\uFEFFa: 1", want: { a: 1 } },
  ];
  it.each(cases)("reads $name", ({ text, want }) => {
    expect(documentsOf(text).map((document) => document.value)).toEqual([want]);
  });

  it("leaves empty documents out and counts the others", () => {
    const documents = documentsOf("---\n# nothing\n---\na: 1\n---\n---\nb: 2\n");
    expect(documents.map(({ index, value }) => ({ index, value }))).toEqual([
      { index: 0, value: { a: 1 } },
      { index: 1, value: { b: 2 } },
    ]);
  });

  it("takes a certificate's dashes for text, not for a document's end", () => {
    const [document] = documentsOf("ca: |\n  -----BEGIN CERTIFICATE-----\n  MII\n");
    expect(document?.value).toEqual({ ca: "-----BEGIN CERTIFICATE-----\nMII\n" });
  });
});

describe("places", () => {
  const text = `kind: PodTemplate
---
base: &base
  image: a
spec:
  containers:
    - name: default
      <<: *base
      env: *nothing
    - { name: primary, args: [x, y] }
`.replace("*nothing", "[]");
  const cases = [
    { path: [], line: 3, column: 1 },
    { path: ["spec"], line: 5, column: 1 },
    { path: ["spec", "containers", 0], line: 7, column: 7 },
    { path: ["spec", "containers", 0, "env"], line: 9, column: 7 },
    { path: ["spec", "containers", 0, "image"], line: 4, column: 3 },
    { path: ["spec", "containers", 1, "args", 1], line: 10, column: 34 },
    { path: ["spec", "containers", 0, "ports", 3], line: 7, column: 7 },
    { path: ["spec", "volumes", 2, "name"], line: 5, column: 1 },
  ];
  it.each(cases)("finds $path, or its nearest parent", ({ path, line, column }) => {
    expect(documentsOf(text)[1]?.locate(path)).toEqual({ file: "pod.yaml", line, column });
  });
});

describe("what is refused", () => {
  const cases = [
    {
      name: "a duplicate key",
      text: "a: 1\nb: 2\na: 3\n",
      want: [{ what: "not valid YAML: map keys must be unique", where: "pod.yaml:3:1" }],
    },
    {
      name: "an unknown alias",
      text: "a: 1\n---\nb: *nope\n",
      want: [
        {
          what: "not valid YAML: unresolved alias (the anchor must be set before the alias): nope",
          where: "pod.yaml:3:4",
        },
      ],
    },
    {
      name: "an alias inside of what it stands for",
      text: "a: &x 1\nb: *x\nitems: &x\n  - c: *x\n",
      want: [{ what: "not valid YAML: the anchor x holds an alias of itself", where: "pod.yaml:4:8" }],
    },
    {
      name: "a list that is never closed, once, however much the parser stumbles over behind it",
      text: "spec:\n  containers: [\n    - name: x\n      image: y\n    - name: z\n  volumes:\n    - name: b\n",
      want: [
        {
          what: "not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ] (5 more errors follow from it)",
          where: "pod.yaml:6:3",
        },
      ],
    },
    {
      name: "a line that is indented too far, once",
      text: "a: 1\n  b: 2\n",
      want: [
        {
          what: "not valid YAML: nested mappings are not allowed in compact mappings (1 more error follows from it)",
          where: "pod.yaml:1:4",
        },
      ],
    },
    {
      name: "two duplicate keys, each",
      text: "a: 1\nb: 2\na: 3\nb: 4\n",
      want: [
        { what: "not valid YAML: map keys must be unique", where: "pod.yaml:3:1" },
        { what: "not valid YAML: map keys must be unique", where: "pod.yaml:4:1" },
      ],
    },
    {
      name: "broken documents, all at once",
      text: "a: [1\n---\nb: 1\nb: 2\n",
      want: [
        {
          what: "not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
          where: "pod.yaml:2:1",
        },
        { what: "not valid YAML: map keys must be unique", where: "pod.yaml:4:1" },
      ],
    },
  ];
  it.each(cases)("$name", ({ text, want }) => {
    const result = parseDocuments(text, "pod.yaml");
    expect(result.ok ? [] : result.problems.map(({ what, where }) => ({ what, where }))).toEqual(want);
  });

  it("an alias bomb", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ..."bcdefg".split("").map((name, index) => {
        const before = "abcdef"[index];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]`;
      }),
    ].join("\n");
    const result = parseDocuments(bomb, "pod.yaml");
    expect(result.ok ? [] : result.problems.map((problem) => problem.what)).toEqual([
      "not valid YAML: with all that aliases repeat there are more than 200000 values",
    ]);
  });

  it("a document over 1 MiB, before it is parsed", () => {
    const result = parseDocuments(`a: 1\n---\nb: ${"x".repeat(1024 * 1024)}`, "pod.yaml");
    expect(result.ok ? [] : result.problems.map(({ code, what }) => ({ code, what }))).toEqual([
      { code: "MANIFEST_TOO_LARGE", what: "a document of 1048580 bytes; at most 1048576 are read" },
    ]);
  });

  it("not a file of many small documents, however large together", () => {
    const text = Array(40)
      .fill(`b: ${"x".repeat(50_000)}\n`)
      .join("---\n");
    expect(documentsOf(text)).toHaveLength(40);
  });
});
