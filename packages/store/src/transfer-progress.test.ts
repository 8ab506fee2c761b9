import { describe, expect, test } from "vitest";
import { parseTransferProgress } from "./transfer-progress.ts";

describe("the progress in a container's log line", () => {
  test("is read from a line of the copilot", () => {
    const line =
      '{"level":"info","msg":"downloading","ts":"2026-11-23T09:52:35Z","transfer":{"direction":"download","doneBytes":5,"totalBytes":10,"doneFiles":0,"totalFiles":1}}';
    expect(parseTransferProgress(line)).toEqual({
      direction: "download",
      doneBytes: 5,
      totalBytes: 10,
      doneFiles: 0,
      totalFiles: 1,
    });
  });

  test.each([
    "",
    "plain text",
    '{"level":"info","msg":"no progress here"}',
    '{"msg":"a word only: \\"transfer\\""}',
    '{"transfer":{"direction":"sideways","doneBytes":1,"doneFiles":0}}',
    '{"transfer":{"direction":"upload"}}',
    '{"transfer":',
  ])("is not found in %j", (line) => {
    expect(parseTransferProgress(line)).toBeNull();
  });
});
