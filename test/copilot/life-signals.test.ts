import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { childProcess, processFacts } from "../../packages/runner/src/sandbox/process-facts.ts";
import { type LocalPod, localPod } from "./local-pod.ts";
import { readTree } from "./read-tree.ts";
import { signalledAfter } from "./run-copilot.ts";

const program = join(import.meta.dirname, "../../packages/copilot/dist/main.js");
/** The first process of a PID namespace of its own, as in every container. */
const asFirstProcess = ["--die-with-parent", "--unshare-pid", "--as-pid-1", "--dev-bind", "/", "/", "--proc", "/proc"];

const files = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, Buffer.alloc(50_000, n)]));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-life-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** When signals come: so many milliseconds after Node began to handle SIGTERM, and after one another. */
interface Moments {
  readonly firstMs: number;
  readonly secondMs?: number;
}

/** Runs the copilot as a container's first process and signals it; gives its exit code, null when a signal killed it. */
async function signalled(argv: readonly string[], { firstMs, secondMs }: Moments, name: NodeJS.Signals = "SIGTERM") {
  const bubblewrap = spawn("bwrap", [...asFirstProcess, "--", process.execPath, program, ...argv], { stdio: "ignore" });
  const ended = once(bubblewrap, "close");
  const processId = await startingNode(bubblewrap);
  await sleep(firstMs);
  signal(processId, name);
  if (secondMs !== undefined) {
    await sleep(secondMs);
    signal(processId, name);
  }
  const [exit] = await ended;
  return exit;
}

function signal(processId: number | undefined, name: NodeJS.Signals): void {
  // It may have ended, and another process have its number: only what still runs our program is signalled.
  if (processId !== undefined && processFacts(processId)?.commandLine.includes(program)) process.kill(processId, name);
}

/**
 * Waits for the moment from which Node itself handles SIGTERM, some 20 ms before the program's first line; `undefined` when a
 * program that waits for no signal has ended before anybody looked.
 */
async function startingNode(bubblewrap: ChildProcess): Promise<number | undefined> {
  while (bubblewrap.exitCode === null && bubblewrap.signalCode === null) {
    const child = childProcess(bubblewrap.pid ?? 0);
    const facts = child === undefined ? undefined : processFacts(child);
    if (child !== undefined && facts?.takes("SIGTERM") && facts.commandLine.startsWith(process.execPath)) return child;
    await sleep(1);
  }
  return undefined;
}

/** Runs `times` of something, a few side by side, each in a folder of its own. */
async function eachInItsFolder<T>(
  times: number,
  act: (pod: LocalPod, run: number) => Promise<T>,
): Promise<readonly T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    for (let run = next++; run < times; run = next++) {
      const own = join(folder, String(run));
      await mkdir(own);
      results[run] = await act(localPod(own), run);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return results;
}

describe("a sidecar", () => {
  test("ends in outputs.pb whenever SIGTERM comes, and whenever a second one comes after it", async () => {
    const ends = await eachInItsFolder(60, async (pod, run) => {
      await pod.putOutputs(files);
      const exit = await signalled(pod.sidecarArguments, { firstMs: run * 6, secondMs: (run % 12) * 10 });
      return { run, exit, uploaded: await pod.uploaded() };
    });
    expect(ends.filter(({ exit, uploaded }) => exit !== 0 || uploaded !== "outputs")).toEqual([]);
  });

  test("ends in error.pb whenever SIGTERM comes, when the task left no outputs", async () => {
    const ends = await eachInItsFolder(20, async (pod, run) => {
      const exit = await signalled(pod.sidecarArguments, { firstMs: run * 15 });
      return { run, exit, uploaded: await pod.uploaded() };
    });
    expect(ends.filter(({ exit, uploaded }) => exit !== 1 || uploaded !== "error")).toEqual([]);
  });

  test.each(["SIGINT", "SIGHUP", "SIGQUIT"] as const)("takes %s for the end of the task as well", async (name) => {
    const pod = localPod(folder);
    await pod.putOutputs(files);
    const argv = [...asFirstProcess, "--", process.execPath, program, ...pod.sidecarArguments];
    const child = spawn("bwrap", argv, { stdio: "ignore", env: { ...process.env, ...signalledAfter(300, name) } });
    const [exit] = await once(child, "close");
    expect({ exit, uploaded: await pod.uploaded() }).toEqual({ exit: 0, uploaded: "outputs" });
  });
});

describe("a download", () => {
  test("is whole, or leaves nothing but its error document, whenever SIGTERM comes", async () => {
    const ends = await eachInItsFolder(40, async (pod, run) => {
      await pod.putInputs(files);
      const exit = await signalled(pod.downloadArguments, { firstMs: run * 15 });
      const left = Object.keys(await readTree(pod.dataFolder)).length;
      return { run, exit, left, uploaded: await pod.uploaded() };
    });
    const whole = (end: (typeof ends)[number]) => end.exit === 0 && end.left === 32 && end.uploaded === "nothing";
    const none = (end: (typeof ends)[number]) => end.exit === 1 && end.left === 0 && end.uploaded === "error";
    expect(ends.filter((end) => !whole(end) && !none(end))).toEqual([]);
    expect(ends.some(none)).toBe(true);
  });

  test("is whole when it is started again after it was killed, whenever that was", async () => {
    const ends = await eachInItsFolder(20, async (pod, run) => {
      await pod.putInputs(files);
      await signalled(pod.downloadArguments, { firstMs: run * 12 }, "SIGKILL");
      const halfDone = Object.entries(await readTree(pod.dataFolder)).filter(
        ([name, { bytes }]) => name.startsWith("x/") && bytes?.byteLength !== 50_000,
      );
      const again = spawn(process.execPath, [program, ...pod.downloadArguments], { stdio: "ignore" });
      const [exit] = await once(again, "close");
      const tree = await readTree(pod.dataFolder);
      const names = await readdir(pod.dataFolder);
      const good = Object.entries(files).every(([name, bytes]) => tree[`x/${name}`]?.bytes?.equals(bytes));
      return { run, halfDone, exit, good, names: names.sort().join(" ") };
    });
    const wrong = ends.filter(({ halfDone, exit, good, names }) => {
      return halfDone.length > 0 || exit !== 0 || !good || names !== "inputs.json inputs.pb x";
    });
    expect(wrong).toEqual([]);
  });
});
