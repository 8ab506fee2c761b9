import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProblemError } from "@podwright/core";
import { afterAll, expect, it } from "vitest";
import { makeLogFolder, taskLog } from "./task-log.ts";

const folder = mkdtempSync(join(tmpdir(), "podwright-logs-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("makes the folders above a log", () => {
  taskLog(join(folder, "a/b/task.log")).end();
  expect(statSync(join(folder, "a/b/task.log")).isFile()).toBe(true);
});

it.each([
  { name: "a log", make: () => taskLog("/proc/podwright/task.log"), where: "/proc/podwright/task.log" },
  { name: "the folder of logs", make: () => makeLogFolder("/proc/podwright"), where: "/proc/podwright" },
])("refuses $name at once where the file system makes no folder", ({ make, where }) => {
  let thrown: unknown;
  try {
    make();
  } catch (error) {
    thrown = error;
  }
  expect((thrown as ProblemError).problems).toMatchObject([{ code: "LOG_FILE_FAILED", where }]);
});
