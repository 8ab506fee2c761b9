import { readFileSync } from "node:fs";
import { join } from "node:path";
import { valueOrThrow } from "@podwright/core";
import { parseProject } from "@podwright/manifests";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callPodwright } from "../testing/call-podwright.ts";

const root = join(import.meta.dirname, "../../../..");
const workingDirectory = join(root, "testdata/explain");
const before = process.cwd();

beforeAll(() => process.chdir(workingDirectory));
afterAll(() => process.chdir(before));

interface Example {
  readonly args: readonly string[];
  /** What comes behind the pipe. */
  readonly filter: string | undefined;
  readonly printed: string;
}

/** The `console` blocks of a page: a command behind `$`, and what it prints. */
function examplesIn(page: string): readonly Example[] {
  const blocks = readFileSync(join(root, page), "utf8").matchAll(/```console\n\$ podwright (.*)\n([\s\S]*?)```/g);
  return [...blocks].map(([, command = "", printed = ""]) => {
    const [words = "", filter] = command.split(/ \| (.*)/);
    return { args: words.split(" ").map((word) => word.replace(/^'(.*)'$/, "$1")), filter, printed };
  });
}

/** What the filters of the page's examples do. */
function filtered(stdout: string, filter: string | undefined): string {
  if (filter === undefined) return stdout;
  const lines = /^head -(\d+)$/.exec(filter)?.[1];
  if (lines !== undefined) return stdout.split("\n").slice(0, Number(lines)).join("\n").concat("\n");
  expect(filter).toMatch(/^jq -r '\.lost\[\] \| /);
  const { lost }: { readonly lost: readonly { readonly field: string; readonly reason: string }[] } =
    JSON.parse(stdout);
  return lost.map(({ field, reason }) => `${field}: ${reason}\n`).join("");
}

describe("docs/explain.md", () => {
  const examples = examplesIn("docs/explain.md");

  test("has examples", () => expect(examples.length).toBe(5));

  test.each(examples)("shows what `podwright $args` prints", async ({ args, filter, printed }) => {
    const { exitCode, stdout, stderr } = await callPodwright(args, { workingDirectory });
    expect(exitCode, stderr).toBe(args[0] === "diff" ? 1 : 0);
    expect(filtered(stdout, filter)).toBe(printed);
  });
});

test("docs/project.md shows a project that can be read", () => {
  const [, shown = ""] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, "docs/project.md"), "utf8")) ?? [];
  expect(Object.keys(valueOrThrow(parseProject(shown, "podwright.yaml")).project)).toHaveLength(9);
});
