import { describe, expect, it } from "vitest";
import { readLogLine } from "./log-line.ts";

const cases = [
  { name: "a task's own line", line: "hello\tworld", want: { kind: "text", level: "info", text: "hello\tworld" } },
  {
    name: "the copilot's line, by level and message",
    line: '{"level":"warning","msg":"slow store","ts":"2026-01-01T00:00:00Z"}',
    want: { kind: "text", level: "warning", text: "slow store" },
  },
  {
    name: "a task's own JSON, as it is",
    line: '{"level":"info","msg":"no time"}',
    want: { kind: "text", level: "info", text: '{"level":"info","msg":"no time"}' },
  },
  {
    name: "the progress of a transfer",
    line: '{"level":"info","msg":"","ts":"","transfer":{"direction":"upload","doneBytes":3,"doneFiles":0}}',
    want: { kind: "transfer", progress: { direction: "upload", doneBytes: 3, doneFiles: 0 } },
  },
  {
    name: "no escape that would touch the screen",
    line: "a\u001b[2J\u001b[31mred\u001b]0;title\u0007\u0007b",
    want: { kind: "text", level: "info", text: "aredb" },
  },
  {
    name: "the last state of a line that was written over",
    line: "10%\r55%\r100%",
    want: { kind: "text", level: "info", text: "100%" },
  },
];

describe("a log line", () => {
  it.each(cases)("is read as $name", ({ line, want }) => {
    expect(readLogLine(line)).toEqual(want);
  });
});
