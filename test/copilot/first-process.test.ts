import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { create, toJson } from "@bufbuild/protobuf";
import {
  decodeLiteralMap,
  encodeInterface,
  LiteralMapSchema,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { childProcess, processFacts } from "../../packages/runner/src/sandbox/process-facts.ts";

const program = join(import.meta.dirname, "../../packages/copilot/dist/main.js");
/** The first process of a PID namespace of its own, as in every container. */
const asFirstProcess = ["--die-with-parent", "--unshare-pid", "--as-pid-1", "--dev-bind", "/", "/", "--proc", "/proc"];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-first-process-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("uploads after a SIGTERM that came while Node was starting", async () => {
  await mkdir(join(folder, "outputs"));
  await writeFile(join(folder, "outputs/x"), "7");
  const bubblewrap = spawn("bwrap", [...asFirstProcess, "--", process.execPath, program, ...sidecarArguments()], {
    stdio: "ignore",
  });
  const ended = once(bubblewrap, "close");
  process.kill(await startingNode(bubblewrap.pid ?? 0), "SIGTERM");
  expect(await ended).toEqual([0, null]);
  const outputs = valueOrThrow(decodeLiteralMap(await readFile(join(folder, "bucket/meta/outputs.pb")), "outputs.pb"));
  expect(toJson(LiteralMapSchema, outputs)).toEqual({
    literals: { x: { scalar: { primitive: { integer: "7" } } } },
  });
});

function sidecarArguments(): readonly string[] {
  const type = { case: "simple" as const, value: 1 };
  const wanted = create(TypedInterfaceSchema, { outputs: { variables: [{ key: "x", value: { type: { type } } }] } });
  return [
    ...["--storage.stow.kind=local", "--storage.stow.config", `path=${folder}`, "--storage.container=bucket"],
    ...["sidecar", "--to-output-prefix", "file://bucket/meta", "--to-raw-output", "file://bucket/raw"],
    ...["--from-local-dir", join(folder, "outputs"), "--interface", encodeInterface(wanted)],
  ];
}

/** Waits for the moment from which Node itself handles SIGTERM, some 20 ms before the program's first line. */
async function startingNode(bubblewrap: number): Promise<number> {
  for (;;) {
    const child = childProcess(bubblewrap);
    const facts = child === undefined ? undefined : processFacts(child);
    if (child !== undefined && facts?.takes("SIGTERM") && facts.commandLine.startsWith(process.execPath)) return child;
    await setTimeout(1);
  }
}
