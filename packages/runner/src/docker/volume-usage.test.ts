import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Engine } from "./engine/connect-engine.ts";
import { volumeUsage } from "./volume-usage.ts";

/** By an ordinary user, of an engine of its own. */
function usageAsUser(processId: number) {
  const user = vi.spyOn(process, "getuid").mockReturnValue(1000);
  onTestFinished(() => user.mockRestore());
  return volumeUsage({ rootless: true } as Engine, { processId });
}

function folderWith(sizeBytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), "podwright-usage-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "x"), Buffer.alloc(sizeBytes, 1));
  return folder;
}

const { signal } = new AbortController();

test("what a folder takes is what root of the engine sees", async () => {
  const usage = await usageAsUser(process.pid)(folderWith(300_000), signal);
  expect(usage).toBeGreaterThanOrEqual(300_000);
  expect(usage).toBeLessThan(400_000);
});

test("what a folder takes is what this user sees where the engine's root cannot be asked", async () => {
  const { pid: gone = 0 } = spawnSync("true");
  const usage = await usageAsUser(gone)(folderWith(300_000), signal);
  expect(usage).toBeGreaterThanOrEqual(300_000);
  expect(usage).toBeLessThan(400_000);
});

test("nothing goes on looking at a folder when nobody asks any longer", async () => {
  const machine = join(folderWith(0), "machine/");
  symlinkSync("/", machine.slice(0, -1));
  const controller = new AbortController();
  const refused = expect(usageAsUser(process.pid)(machine, controller.signal)).rejects.toThrow("aborted");
  await vi.waitUntil(() => isAtWork(`du\0-s\0-k\0${machine}\0`), { timeout: 20_000, interval: 1 });
  controller.abort();
  await vi.waitUntil(() => !isAtWork(machine), { timeout: 2000, interval: 5 });
  await refused;
});

/** Whether this machine has a process with these words on its command line. */
function isAtWork(words: string): boolean {
  return readdirSync("/proc").some((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, "utf8").includes(words);
    } catch {
      return false;
    }
  });
}
