import { expect, test } from "vitest";
import { parseConfigFile } from "./parse-config-file.ts";

test.each([
  { name: "an empty file", text: "", want: [] },
  { name: "a comment", text: "# nothing\n", want: [] },
  { name: "null", text: "null\n", want: [] },
  { name: "the first document", text: "a: b\n---\na: c\n", want: [["a", "b"]] },
  { name: "keys that are no text", text: "1: a\n", want: [["1", "a"]] },
  { name: "a byte order mark", text: "\ufeffa: b\n", want: [["a", "b"]] },
  {
    name: "line ends of Windows",
    text: "a: b\r\nc: 5\r\n",
    want: [
      ["a", "b"],
      ["c", 5n],
    ],
  },
  { name: "a tag of one's own", text: "a: !mine b\n", want: [["a", "b"]] },
  {
    name: "merged maps, the own keys first",
    text: "x: &x { a: b, c: d }\ny: { <<: *x, a: e }\n",
    want: [
      [
        "x",
        new Map([
          ["a", "b"],
          ["c", "d"],
        ]),
      ],
      [
        "y",
        new Map([
          ["a", "e"],
          ["c", "d"],
        ]),
      ],
    ],
  },
])("reads $name", ({ text, want }) => {
  const parsed = parseConfigFile(text, "flyte.yaml");
  expect(parsed.ok && [...parsed.value.value]).toEqual(want);
});

test.each([
  { name: "tabs", file: "a.yaml", text: "a:\n\tb: c\n", want: ["a.yaml:2:1", /Tabs|tabs/] },
  {
    name: "YAML 1.2 that says so",
    file: "a.yaml",
    text: "%YAML 1.2\n---\na: b\n",
    want: ["a.yaml:1:1", /incompatible/],
  },
  { name: "YAML that is called JSON", file: "a.json", text: "a: b\n", want: ["a.json", /^not valid JSON/] },
  {
    name: "a mistake in JSON, quoting nothing of it",
    file: "a.json",
    text: '{"storage": {"secret_key": hunter2}}',
    want: ["a.json", /^not valid JSON: unexpected token 'h'$/],
  },
  {
    name: "a mistake in JSON at its place",
    file: "a.json",
    text: '{\n  "a": 1\n  "b": 2\n}',
    want: ["a.json:3:3", /^not valid JSON: expected ',' or '}' after property value$/],
  },
  { name: "a control character", file: "a.yaml", text: "a:\n  b\u0000\n", want: ["a.yaml:2:4", /control characters/] },
  { name: "text alone", file: "a.yaml", text: "\nhunter2\n", want: ["a.yaml:2:1", /cannot unmarshal !!str into map/] },
  { name: "another format", file: "a.toml", text: "", want: ["a.toml", /Unsupported Config Type "toml"/] },
  { name: "a merge of text", file: "a.yaml", text: "a: { <<: b }\n", want: ["a.yaml:1:10", /map merge requires map/] },
  { name: "a list as a key", file: "a.yaml", text: "a: { [b]: c }\n", want: ["a.yaml:1:6", /invalid map key/] },
] as const)("refuses $name", ({ file, text, want: [where, what] }) => {
  const parsed = parseConfigFile(text, file);
  expect(parsed.ok ? [] : [parsed.problems[0].where]).toEqual([where]);
  expect(parsed.ok ? "" : parsed.problems[0].what).toMatch(what);
});

test("knows where values stand, and how they are written", () => {
  const parsed = parseConfigFile("x: &x\n  a: 1.10\ny: *x\n", "flyte.yaml");
  if (!parsed.ok) throw new Error("it is a config");
  const { locate, written } = parsed.value;
  expect([locate?.(["y", "a"]), written?.(["y", "a"]), written?.(["y"])]).toEqual([
    "flyte.yaml:2:3",
    "1.10",
    undefined,
  ]);
});
