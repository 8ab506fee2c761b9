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
