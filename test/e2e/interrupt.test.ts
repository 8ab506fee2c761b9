import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeTaskSpec, printTaskSpec, valueOrThrow } from "@podwright/core";
import { expect, test } from "vitest";
import { podwright } from "./podwright.ts";
import { useWorkplace } from "./use-workplace.ts";

const root = join(import.meta.dirname, "../..");
const place = useWorkplace();

test("Ctrl-C ends a run with exit code 130 and leaves no process, mount or folder behind", async () => {
  const marker = `31536${process.pid}`;
  const task = join(place.folder, "sleeps.json");
  writeFileSync(task, sleepingTask(`trap 'exit 0' TERM; sleep ${marker} & wait`));
  const interrupt = new AbortController();
  let whileRunning: readonly string[] = [];

  const { exitCode, output } = await podwright(["run", task, "--input", "a=3", "--input", "b=4"], {
    workingDirectory: place.folder,
    environment: { TMPDIR: place.temporary },
    signal: interrupt.signal,
    onLine: (line) => {
      if (!line.endsWith("(main): running")) return;
      const look = setInterval(() => {
        whileRunning = commandLinesWith(marker);
        if (!whileRunning.includes(`sleep ${marker}`)) return;
        clearInterval(look);
        interrupt.abort();
      }, 50);
    },
  });

  expect(whileRunning).toContain(`sleep ${marker}`);
  expect(commandLinesWith(marker)).toEqual([]);
  expect(mountsOf([place.folder, place.temporary])).toEqual([]);
  expect(output).not.toMatch(/^ {4}at /m);
  expect(exitCode).toBe(130);
});

/** The ellipse's task spec, as protojson, with another script. */
function sleepingTask(script: string): string {
  const file = join(root, "examples/ellipse/task.pb");
  const json = printTaskSpec(valueOrThrow(decodeTaskSpec(readFileSync(file), file)));
  const changed = structuredClone(json) as { template: { container: { args: string[] } } };
  changed.template.container.args = [script];
  return JSON.stringify(changed);
}

/** Mounts of these folders or below them; what others mount meanwhile is their own. */
function mountsOf(folders: readonly string[]): readonly string[] {
  const names = folders.map((folder) => folder.replaceAll(" ", "\\040"));
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  return mounts.filter((mount) => names.some((name) => mount.includes(name)));
}

/** What every process of this machine was called with, where it holds the marker. */
function commandLinesWith(marker: string): readonly string[] {
  return globSync("/proc/[0-9]*/cmdline")
    .flatMap((path) => (existsSync(path) ? [readCommandLine(path)] : []))
    .filter((line) => line.includes(marker));
}

function readCommandLine(path: string): string {
  try {
    return readFileSync(path, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return ""; // It has ended meanwhile.
  }
}
