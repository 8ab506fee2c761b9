import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

interface Example {
  readonly command: string;
  /** Lines, or parts of lines, that the command has to print. */
  readonly printed: readonly string[];
}

const hadData = existsSync(join(root, ".podwright"));
afterAll(() => {
  if (!hadData) rmSync(join(root, ".podwright"), { recursive: true, force: true });
});

/** Every block of `sh` whose command needs nothing but this clone, with the block of `text` behind it. */
function examplesIn(file: string): readonly Example[] {
  const blocks = readFileSync(join(root, file), "utf8").matchAll(/```sh\n([\s\S]*?)```(?:\s*```text\n([\s\S]*?)```)?/g);
  return [...blocks].flatMap(([, command = "", printed = ""]) =>
    command.startsWith("npx podwright") && !command.includes("--store s3:")
      ? [{ command: command.trim(), printed: printed.split("\n").filter((line) => line !== "") }]
      : [],
  );
}

describe.for(["README.md", ...globSync("examples/*/README.md", { cwd: root }).sort()])("%s", (file) => {
  const examples = examplesIn(file);

  test("has commands to try", () => {
    expect(examples).not.toEqual([]);
  });

  test.for(examples)("$command", ({ command, printed }) => {
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: root, encoding: "utf8" });
    for (const line of printed) expect(stdout + stderr).toContain(line);
    expect({ status, stderr }).toMatchObject({ status: isDiff(command) ? 1 : 0 });
  });
});

/** Whose exit code says whether there is a difference; those that are shown have one. */
function isDiff(command: string): boolean {
  return command.startsWith("npx podwright diff ");
}

test("README.md shows the example's PodTemplate as it is", () => {
  const template = readFileSync(join(root, "examples/private-ca/pod-template.yaml"), "utf8");
  const [, shown] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
  expect(shown).toBe(template.slice(template.indexOf("apiVersion:")));
});
