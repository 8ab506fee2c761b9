import { PassThrough } from "node:stream";
import type { TaskFailure } from "@podwright/core";
import { expect, it } from "vitest";
import { plainView } from "./plain-view.ts";
import { rememberLines } from "./remember-lines.ts";

const failure = (lines: readonly string[]): TaskFailure => {
  return { phase: "failed", kind: "system", recoverable: true, code: "E", message: lines.join("\n") };
};

/** The message of a failure after these log lines were shown. */
function shortened(log: readonly string[], message: readonly string[]): readonly string[] {
  const { view, shorten } = rememberLines(plainView(new PassThrough()));
  for (const line of log) view.show({ type: "log", at: new Date(0), container: "c", stream: "stderr", line });
  const phase = shorten(failure(message));
  return phase.phase === "failed" ? phase.message.split("\n") : [];
}

const log = [
  '{"level":"error","msg":"InputDownloadFailed: nobody signed it","ts":""}',
  "error CERTIFICATE_UNTRUSTED",
  "  what   nobody signed it",
  "  where  https://localhost",
  "  tried  file a: 1 CA",
  "         file b: 2 CAs",
  "  fix    give the container the CA:",
  "",
  "           volumes: []",
];
const message = [
  "[downloader] terminated with exit code (1). Reason [Error]. Message:",
  "InputDownloadFailed: nobody signed it",
  "where: https://localhost",
  "tried: file a: 1 CA",
  "file b: 2 CAs",
  "fix: give the container the CA:",
  "",
  "  volumes: []",
];
const uploader = "[uploader] terminated with exit code (1). Reason [Error]. Message:";

it("keeps of a long message what the log has not shown, and who ended how", () => {
  expect(shortened(log, [...message, uploader, "no outputs"])).toEqual([
    "[downloader] terminated with exit code (1). Reason [Error].",
    uploader,
    "no outputs",
  ]);
});

it("keeps a short message whole", () => {
  expect(shortened(log, message.slice(0, 3))).toEqual(message.slice(0, 3));
});

it("keeps a message that no log has shown", () => {
  const whole = [...message, uploader, "[1, 2]"];
  expect(shortened([], whole)).toEqual(whole);
});
