import { expect, test } from "vitest";
import { yamlOfJson } from "./go-yaml.ts";

const cases: readonly { readonly name: string; readonly json: string; readonly want: string }[] = [
  { name: "keeps 64-bit integers exact", json: '{"i":9223372036854775807}', want: "i: 9223372036854775807\n" },
  {
    name: "turns an integer that Go cannot hold into a float",
    json: '{"i":100000000000000000000}',
    want: "i: 1e+20\n",
  },
  {
    name: "prints floats as Go does",
    json: '{"a":1e-7,"b":1234567.5,"c":0.0001,"d":3.25}',
    want: "a: 1e-07\nb: 1.2345675e+06\nc: 0.0001\nd: 3.25\n",
  },
  {
    name: "quotes a string that reads as something else",
    json: '{"a":"true","b":"1","c":"","d":"2023-11-14T22:13:20Z","e":"yes"}',
    want: 'a: "true"\nb: "1"\nc: ""\nd: "2023-11-14T22:13:20Z"\ne: "yes"\n',
  },
  { name: "writes lists at their key's column", json: '{"a":[1,{"b":2}],"c":[]}', want: "a:\n- 1\n- b: 2\nc: []\n" },
  { name: "writes lines as a block", json: '{"a":"x\\ny"}', want: "a: |-\n  x\n  y\n" },
  { name: "quotes what YAML 1.1 takes for a line break", json: '{"a":"x\\ny\\u2028z"}', want: 'a: "x\\ny\\Lz"\n' },
  { name: "writes no inputs as an empty mapping", json: "{}", want: "{}\n" },
  {
    name: "sorts numbers inside keys as numbers",
    json: '{"a10":1,"a2":2,"_":3,"B":4}',
    want: "_: 3\nB: 4\na2: 2\na10: 1\n",
  },
];

for (const { name, json, want } of cases) {
  test(name, () => {
    expect(yamlOfJson(json)).toBe(want);
  });
}

/** As flyte-copilot of Flyte v2.0.43 writes each of them below `x:`. */
const strings: readonly { readonly text: string; readonly want: string }[] = [
  { text: "a: b", want: "'a: b'" },
  { text: "it's: x", want: "'it''s: x'" },
  { text: "- ", want: "'- '" },
  { text: "-x", want: "-x" },
  { text: "|", want: "'|'" },
  { text: "a #b", want: "'a #b'" },
  { text: "a#b", want: "a#b" },
  { text: "...é", want: "'...é'" },
  { text: "c\tü", want: '"c\\tü"' },
  { text: "\u{1f600}/", want: '"\\U0001F600/"' },
  { text: "_\ufeff", want: '"_\\uFEFF"' },
  { text: "\ufeff: ", want: '"\\uFEFF\\x3A\\x20"' },
  { text: "\n", want: "|2+\n" },
  { text: " \n", want: '" \\n"' },
  { text: "a\n", want: "|\n  a" },
  { text: "a\n\n", want: "|+\n  a\n" },
  { text: "a\n b", want: "|-\n  a\n   b" },
  { text: "a\nb ", want: '"a\\nb "' },
  { text: "<<", want: "<<" },
  { text: "~", want: '"~"' },
  { text: "08", want: '"08"' },
  { text: "0o8", want: "0o8" },
  { text: "1:59", want: '"1:59"' },
  { text: "1:60", want: "1:60" },
  { text: "._5", want: "._5" },
  { text: "0b-1", want: '"0b-1"' },
  { text: "2000-2-29", want: '"2000-2-29"' },
  { text: "2001-2-29", want: "2001-2-29" },
  { text: "2001-1-1 1:2:3", want: '"2001-1-1 1:2:3"' },
  { text: "2001-1-1 1:2:3Z", want: "2001-1-1 1:2:3Z" },
  { text: "0xffffffffffffffffff", want: "0xffffffffffffffffff" },
];

test.each(strings)("writes $text as Go does", ({ text, want }) => {
  expect(yamlOfJson(JSON.stringify({ x: [text] }))).toBe(`x:\n- ${want}\n`);
});

test("writes keys of several lines, and long ones, as Go does", () => {
  const long = "l".repeat(129);
  const value = { k: { "a\nb": { c: 1, e: [1] }, [long]: [1, [2]] }, m: [{ "a\nb": "x\n", z: [] }] };
  expect(yamlOfJson(JSON.stringify(value))).toBe(
    [
      "k:",
      "  ? |-",
      "    a",
      "    b",
      "  : c: 1",
      "    e:",
      "    - 1",
      `  ? ${long}`,
      "  : - 1",
      "    - - 2",
      "m:",
      "- ? |-",
      "    a",
      "    b",
      "  : |",
      "    x",
      "  z: []",
      "",
    ].join("\n"),
  );
});
