import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { encodeLiteralMap, LiteralMapSchema } from "@podwright/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.ts";

const program = join(import.meta.dirname, "../../packages/copilot/bin/podwright-copilot");
let store: ScriptedServer;
let folder: string;
/** Of the file that comes late. */
let late: PromiseWithResolvers<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-terminal-"));
  late = Promise.withResolvers();
  store = await startScriptedServer(answer);
});
afterEach(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

test("draws one line on a terminal, as wide as that allows, and leaves it behind", async () => {
  const { exit, shown } = await onTerminal({ TERM: "xterm-256color" });
  expect(exit).toBe(0);
  const [last, ...before] = shown.split("\r\u001b[K").reverse();
  expect(last).toMatch(/^download {2}8 B {2}2 files {2}in \d+\.\d s {2}\d+ B\/s\r\n$/);
  const half = "download  \u001b[36m██████████░░░░░░░░░░\u001b[39m   50%  4 B of 8 B  ";
  expect(before).toContainEqual(expect.stringContaining(half));
  expect(before.filter((frame) => frame.includes("\n"))).toEqual([]);
});

test("draws without colours when NO_COLOR says so", async () => {
  const { exit, shown } = await onTerminal({ TERM: "xterm-256color", NO_COLOR: "1" });
  expect(exit).toBe(0);
  expect(shown).toContain("\r\u001b[Kdownload  ██████████░░░░░░░░░░   50%  4 B of 8 B  ");
  expect(shown).not.toContain("\u001b[3");
});

test("writes log lines on a terminal that can draw nothing", async () => {
  const { exit, shown } = await onTerminal({ TERM: "dumb" });
  expect(exit).toBe(0);
  const records = shown
    .trim()
    .split("\r\n")
    .map((line) => JSON.parse(line));
  expect(records.at(0)).toMatchObject({ msg: "download started" });
  expect(records.at(-1)).toMatchObject({ msg: "download ended", transfer: { doneBytes: 8, remainingBytes: 0 } });
});

/** Runs a download in a pseudo-terminal of 100 columns, which `script` makes. */
async function onTerminal(env: Readonly<Record<string, string>>) {
  const config = `access_key_id=K,secret_key=S,region=us-east-1,endpoint=${store.endpoint}`;
  const command = [
    ...[process.execPath, program, "--storage.container=bucket", "--storage.stow.config", config, "download"],
    ...["--from-remote", "s3://bucket/inputs.pb", "--to-output-prefix", "s3://bucket/meta", "--to-local-dir", "in"],
  ];
  const script = `stty cols 100; exec ${command.map((word) => `'${word}'`).join(" ")}`;
  const child = spawn("script", ["--quiet", "--return", "--command", script, "/dev/null"], {
    cwd: folder,
    env: { PATH: "/usr/bin:/bin", SHELL: "/bin/sh", ...env },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let shown = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    if (/4 B of 8 B|"doneBytes":4/.test(shown)) late.resolve();
  });
  const [exit] = await once(child, "close");
  return { exit, shown };
}

/** An S3 server with two files, of which one comes when half of the transfer has been shown. */
async function answer({ url = "" }: IncomingMessage, response: ServerResponse): Promise<void> {
  if (url.startsWith("/bucket/inputs.pb")) {
    response.end(encodeLiteralMap(create(LiteralMapSchema, { literals: { soon: blob("soon"), late: blob("late") } })));
    return;
  }
  response.setHeader("content-length", 4);
  response.flushHeaders();
  if (url.startsWith("/bucket/late")) await late.promise;
  response.end("four");
}

function blob(key: string) {
  const value = { case: "blob" as const, value: { uri: `s3://bucket/${key}` } };
  return { value: { case: "scalar" as const, value: { value } } };
}
