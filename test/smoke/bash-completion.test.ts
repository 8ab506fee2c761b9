import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bashScript } from "../../packages/cli/src/completion/scripts/bash.ts";

const bin = join(import.meta.dirname, "../../packages/cli/bin");
/** The bundle's programs, and their Node, before what bash itself calls. */
const path = [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter);
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "podwright-bash-"));
  mkdirSync(join(folder, "here/tasks"), { recursive: true });
  for (const name of ["one.pb", "two words.pb", "notes.txt", "config.yaml"])
    writeFileSync(join(folder, "here", name), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Calls the completion as bash does on Tab. @param words - as bash takes the line apart, the last under the cursor */
function tab(words: readonly string[]): readonly string[] {
  const script = `${bashScript}
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_podwright_complete
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const options = { encoding: "utf8", env: { PATH: path, HOME: folder }, cwd: join(folder, "here") } as const;
  return execFileSync("bash", ["--norc", "-c", script, "bash", "podwright", ...words], options)
    .trimEnd()
    .split("\n")
    .sort();
}

const cases = [
  { name: "a verb", words: ["exp"], want: ["explain"] },
  { name: "an option", words: ["run", "x.pb", "--bound"], want: ["--boundary"] },
  { name: "a choice behind a space", words: ["run", "--boundary", "rep"], want: ["report"] },
  {
    name: "a choice behind an equals sign, where bash replaces only what follows it",
    words: ["run", "--boundary", "=", "rep"],
    want: ["report"],
  },
  { name: "choices right behind the sign", words: ["run", "--boundary", "="], want: ["enforce", "off", "report"] },
  { name: "task files and folders, and no others", words: ["run", ""], want: ["one.pb", "tasks", "two words.pb"] },
  {
    name: "a verb of explain beside task files",
    words: ["explain", ""],
    want: ["one.pb", "pod", "tasks", "two words.pb"],
  },
  { name: "a verb of explain by its beginning", words: ["explain", "p"], want: ["pod"] },
  { name: "manifests and folders", words: ["run", "one.pb", "-f", ""], want: ["config.yaml", "tasks"] },
  { name: "config files behind a sign", words: ["run", "--config", "=", "c"], want: ["config.yaml"] },
  { name: "folders alone for a store", words: ["run", "--store", ""], want: ["tasks"] },
  {
    name: "paths whose brackets mean something to the shell",
    words: ["explain", "one.pb", "spec.vol"],
    want: ["spec.volumes\\["],
  },
  { name: "nothing for an address", words: ["run", "--input", "s3", ":", "//b"], want: [""] },
];

test.each(cases)("bash completes $name", ({ words, want }) => {
  expect(tab(words)).toEqual(want);
});

test("bash takes the script as it is, and asks podwright by the name that was typed", () => {
  const script = `source <(podwright completion bash); complete -p podwright`;
  expect(execFileSync("bash", ["--norc", "-c", script], { encoding: "utf8", env: { PATH: path } })).toBe(
    "complete -F _podwright_complete podwright\n",
  );
});
