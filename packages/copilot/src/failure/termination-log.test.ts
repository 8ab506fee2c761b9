import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { writeTerminationLog } from "./termination-log.ts";

const folder = await mkdtemp(join(tmpdir(), "podwright-termination-"));
const path = join(folder, "termination-log");
beforeEach(() => writeFile(path, "of before"));
afterAll(() => rm(folder, { recursive: true }));

it.each([
  { name: "a failure's lines as they are", text: "E: why\nfix: this\n", want: "E: why\nfix: this\n" },
  {
    name: "whole lines of a long one",
    text: `E: why\n${"a".repeat(900)}\n${"b".repeat(900)}`,
    want: `E: why\n${"a".repeat(900)}\n`,
  },
  { name: "the beginning of one long line", text: "a".repeat(2000), want: `${"a".repeat(1000)}\n` },
])("holds $name", async ({ text, want }) => {
  await writeTerminationLog(path, text);
  expect(await readFile(path, "utf8")).toBe(want);
});

it("is not made where there is none", async () => {
  await rm(path);
  await writeTerminationLog(path, "E: why");
  expect(await readdir(folder)).toEqual([]);
});
