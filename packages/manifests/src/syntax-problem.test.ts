import { expect, it } from "vitest";
import { parseConfigFile } from "./config/parse-config-file.ts";
import { parseDocuments } from "./parse-documents.ts";

const leaves = `[${Array.from({ length: 10 }, () => "x").join(", ")}]`;
const levels = ["b", "c", "d", "e", "f"].map((name, index) => {
  const before = "abcdef"[index];
  return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(", ")}]`;
});
const bomb = [`a: &a ${leaves}`, ...levels].join("\n");

const cases = [
  {
    name: "an alias bomb",
    text: bomb,
    manifest: /aliases \(\*name\) of aliases/,
    config: /aliases \(\*name\) of aliases/,
  },
  { name: "a tab", text: "a:\n\tb: 1\n", manifest: /with spaces/, config: /with spaces/ },
  { name: "a key that stands twice", text: "a: 1\na: 2\n", manifest: /^a stands twice/, config: /take one of the two/ },
  { name: "an alias of nothing", text: "a: *b\n", manifest: /^set the anchor/, config: /^set the anchor/ },
];
it.each(cases)("says what to do about $name", ({ text, manifest, config }) => {
  const fixOf = (result: ReturnType<typeof parseDocuments> | ReturnType<typeof parseConfigFile>) =>
    result.ok ? "" : result.problems[0].fix;
  expect(fixOf(parseDocuments(text, "a.yaml"))).toMatch(manifest);
  expect(fixOf(parseConfigFile(text, "a.yaml"))).toMatch(config);
});

it.each(["- plugins\n", "just text\n", "5\n"])("says of a config that is no map that it must be one: %j", (text) => {
  const parsed = parseConfigFile(text, "a.yaml");
  expect(parsed.ok ? [] : parsed.problems.map(({ what, fix }) => [what, fix])).toEqual([
    [
      expect.stringMatching(/^a config must be a map of sections: cannot unmarshal !!\w+ into /),
      "begin it with sections of Flyte's config, such as plugins: or storage:",
    ],
  ]);
});
