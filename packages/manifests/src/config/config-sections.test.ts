import { type ConfigRules, readFlyteConfig, valueOrThrow } from "@podwright/core";
import { describe, expect, it } from "vitest";
import { parseConfigFile } from "./parse-config-file.ts";

function told(text: string, rules: ConfigRules): readonly string[] {
  const read = readFlyteConfig({ files: [valueOrThrow(parseConfigFile(text, "c.yaml"))] }, rules);
  return (read.ok ? read.warnings : read.problems).map(({ code, where, fix }) => `${where} ${code} ${fix}`);
}

const sections = "give the file of the Flyte backend that has the sections plugins and storage";
const cases = [
  {
    name: "a PodTemplate",
    text: "apiVersion: v1\nkind: PodTemplate\n",
    want: ["c.yaml CONFIG_EMPTY this is a Kubernetes manifest: give it with -f"],
  },
  { name: "an empty file", text: "# nothing\n", want: [`c.yaml CONFIG_EMPTY ${sections}`] },
  { name: "a file of something else", text: "image: { tag: x }\n", want: [`c.yaml CONFIG_EMPTY ${sections}`] },
  {
    name: "a misspelt section of plugins",
    text: "plugins:\n  k8ss: { default-cpus: 1 }\n",
    want: ["c.yaml:2:3, plugins.k8ss CONFIG_SECTION_UNKNOWN did you mean k8s?"],
  },
  {
    name: "a misspelt section",
    text: "plugin:\n  k8s: { default-cpus: 1 }\n",
    want: ["c.yaml:1:1, plugin CONFIG_SECTION_UNKNOWN did you mean plugins?"],
  },
  { name: "nothing of other plugins", text: "plugins: { aws: {}, spark: {}, mine: {} }\n", want: [] },
  { name: "nothing of the other Flyte's file", text: "propeller: {}\n", want: [] },
  { name: "nothing of a path with dots", text: "logger.level: 5\n", want: [] },
] as const;

describe.each(["flyte-2.0", "flyte-1.16", "podwright"] as const)("by the rules of %s a config's sections", (rules) => {
  it.each(cases)("tell $name", ({ text, want }) => {
    expect(told(text, rules)).toEqual(want);
  });
});
