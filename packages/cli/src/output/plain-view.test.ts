import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { RunEvent } from "@podwright/runner";
import { expect, it } from "vitest";
import { plainView } from "./plain-view.ts";

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));

function moved(seconds: number, doneBytes: number): RunEvent {
  const transfer = { direction: "download", doneBytes, totalBytes: 4096, doneFiles: 0, totalFiles: 1 };
  const line = JSON.stringify({ level: "info", msg: "", ts: "", transfer });
  return { type: "log", at: at(seconds), container: "downloader", stream: "stderr", line };
}

it("writes a line for each event, and one every two seconds for a transfer", async () => {
  const stream = new PassThrough();
  const view = plainView(stream);
  view.begin({ spec: { initContainers: [{ name: "downloader" }], containers: [{ name: "main" }] } });
  const events: readonly RunEvent[] = [
    {
      type: "container",
      at: at(0),
      container: "main",
      role: "main",
      state: { phase: "waiting", reason: "PodInitializing" },
    },
    { type: "container", at: at(0), container: "downloader", role: "init", state: { phase: "running" } },
    { type: "pod", at: at(0), pod: {} },
    { type: "notice", at: at(0), reason: "FailedScheduling", message: "0/1 nodes are available:\n1 Insufficient cpu." },
    { type: "notice", at: at(0), container: "main", reason: "Pulled", message: "" },
    { type: "notice", at: at(0), container: "main", reason: "LogsIncomplete", message: "lines are missing", own: true },
    moved(0, 1024),
    moved(1, 2048),
    moved(3, 3072),
    {
      type: "log",
      at: at(3),
      container: "downloader",
      stream: "stderr",
      line: '{"level":"error","msg":"gone","ts":""}',
    },
    {
      type: "container",
      at: at(4),
      container: "downloader",
      role: "init",
      state: { phase: "terminated", exitCode: 1, reason: "Error" },
    },
    { type: "problem", at: at(4), problem: { code: "ENGINE_NOT_ENFORCED", severity: "warning", what: "w", fix: "f" } },
  ];
  for (const event of events) view.show(event);
  view.end();
  stream.end();
  expect(await text(stream)).toBe(`downloader (init): running
FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu.
main: Pulled
main: lines are missing
[downloader] down 25% of 4.0 KiB, 0 of 1 file
[downloader] down 75% of 4.0 KiB, 0 of 1 file
[downloader] error: gone
downloader (init): failed with exit code 1 after 4.0 s
warning ENGINE_NOT_ENFORCED
  what   w
  fix    f
`);
});
