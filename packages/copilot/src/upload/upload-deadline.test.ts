import { expect, test } from "vitest";
import { documentDeadlineMs, uploadDeadlineMs } from "./upload-deadline.ts";

test.each([
  { timeoutMs: 3_600_000, want: 3_590_000 },
  { timeoutMs: 20_000, want: 18_000 },
  { timeoutMs: 4000, want: 3000 },
  { timeoutMs: 300, want: 150 },
  { timeoutMs: 0, want: 0 },
])("lets an upload take $want of $timeoutMs ms", ({ timeoutMs, want }) => {
  expect(uploadDeadlineMs(timeoutMs)).toBe(want);
});

test.each([
  { name: "half a minute when there is more time left", timeoutMs: 3_600_000, elapsedMs: 5000, want: 30_000 },
  { name: "what is left of the grace period", timeoutMs: 60_000, elapsedMs: 54_000, want: 5500 },
  { name: "what is left of Kubernetes' 30 s without --timeout", timeoutMs: 0, elapsedMs: 9500, want: 20_000 },
  { name: "a second even when no time is left", timeoutMs: 2000, elapsedMs: 9000, want: 1000 },
])("goes on trying to write the error document for $name", ({ timeoutMs, elapsedMs, want }) => {
  expect(documentDeadlineMs(timeoutMs, elapsedMs)).toBe(want);
});
