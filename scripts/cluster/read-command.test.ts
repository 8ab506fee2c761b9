import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCommand } from "./read-command.ts";

test.each([
  { args: ["up"], want: { verb: "up", name: "main", node: false } },
  { args: ["--name", "other", "up", "--node"], want: { verb: "up", name: "other", node: true } },
  { args: ["status"], want: { verb: "status", name: "main" } },
  { args: ["down", "--name=other"], want: { verb: "down", name: "other" } },
  { args: ["load", "a.tar"], want: { verb: "load", name: "main", archive: "a.tar", names: [] } },
  {
    args: ["load", "a.tar", "example.org/a:1", "a"],
    want: { verb: "load", name: "main", archive: "a.tar", names: ["example.org/a:1", "a"] },
  },
  { args: ["-h"], want: { verb: "help" } },
  { args: ["up", "--help"], want: { verb: "help" } },
])("$args is $want.verb", ({ args, want }) => {
  expect(readCommand(args)).toEqual(want);
});

test.each([
  { args: [], want: "it is not said what to do" },
  { args: ["start"], want: 'there is no command "start"' },
  { args: ["down", "all"], want: "nobody knows what all is for" },
  { args: ["load"], want: "load needs an archive of images" },
  { args: ["down", "--node"], want: "--node belongs to up" },
  { args: ["up", "--nodes"], want: "unknown option '--nodes'" },
  { args: ["up", "--name"], want: "option '--name <value>' argument missing" },
  { args: ["down", "--name", "../x"], want: 'a cluster\'s name is lower-case letters, digits and dashes, not "../x"' },
])("$args is wrong: $want", ({ args, want }) => {
  expect(readCommand(args)).toEqual({ verb: "none", wrong: want });
});

describe("npm run cluster", () => {
  const call = (...args: readonly string[]) => {
    const main = join(import.meta.dirname, "main.ts");
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: "utf8" });
    return { status, stdout, stderr };
  };

  test("prints how it is used when it is asked to", () => {
    expect(call("--help")).toMatchObject({ status: 0, stderr: "", stdout: expect.stringMatching(/^usage: .*\n/) });
  });

  test("says what is wrong, then how it is used, and ends with 2", () => {
    const { status, stdout, stderr } = call("--bogus");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^cluster: unknown option '--bogus'\nusage: npm run cluster -- up \[--node\]\n/);
  });

  test("loads nothing into a cluster that is not up", () => {
    expect(call("load", "gone.tar", "--name", "never-up")).toEqual({
      status: 4,
      stdout: "",
      stderr: "cluster: it is not up with a node; bring it: npm run cluster -- up --node --name never-up\n",
    });
  });
});
