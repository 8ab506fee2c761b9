import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createLogTail, terminationMessage } from "./termination-message.ts";

const folder = mkdtempSync(join(tmpdir(), "podwright-message-"));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (text: string) => {
  const file = join(folder, "message");
  writeFileSync(file, text);
  return file;
};
const logOf = (lines: readonly string[]) => {
  const log = createLogTail();
  for (const line of lines) log.add({ stream: "stdout", line });
  return log;
};
const fallback = "FallbackToLogsOnError";

describe("a termination message", () => {
  test("is what the container wrote, whatever the log says", async () => {
    expect(await terminationMessage(written("why"), fallback, 1, logOf(["log"]))).toBe("why");
  });
  test("is at most the last 4096 bytes of it", async () => {
    expect(await terminationMessage(written(`a${"b".repeat(4096)}`), undefined, 0, logOf([]))).toBe("b".repeat(4096));
  });
  test("is the last 80 lines of the log where the Pod asks for that and the container failed", async () => {
    const lines = Array.from({ length: 100 }, (_, index) => String(index));
    const want = lines.slice(20).map((line) => `${line}\n`);
    expect(await terminationMessage(written(""), fallback, 1, logOf(lines))).toBe(want.join(""));
  });
  test("is at most the last 2048 bytes of the log", async () => {
    expect(await terminationMessage(written(""), fallback, 1, logOf(["x".repeat(3000)]))).toBe(`${"x".repeat(2047)}\n`);
  });
  test("is absent when the container ended well, or the Pod does not ask for the log", async () => {
    expect(await terminationMessage(written(""), fallback, 0, logOf(["log"]))).toBeUndefined();
    expect(await terminationMessage(written(""), "File", 1, logOf(["log"]))).toBeUndefined();
  });
  test("is absent when the container removed its file", async () => {
    expect(await terminationMessage(join(folder, "none"), undefined, 1, logOf([]))).toBeUndefined();
  });
});
