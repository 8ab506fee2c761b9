import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { endProcessesWith } from "./end-processes.ts";

/** A process that has a file mounted which nobody else has. */
async function withMount() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "podwright-mounted-")));
  const file = join(folder, "message");
  writeFileSync(file, "");
  const mounts = ["--bind", "/", "/", "--bind", file, file];
  const bubblewrap = spawn("bwrap", [...mounts, "--", "sh", "-c", "echo $$; exec sleep 1000"]);
  const ended = once(bubblewrap, "exit");
  onTestFinished(() => {
    bubblewrap.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });
  const processId = Number(String((await once(bubblewrap.stdout, "data"))[0]));
  onTestFinished(() => {
    if (bubblewrap.exitCode === null) process.kill(processId, "SIGKILL");
  });
  // /tmp may be a disk of its own.
  const mark = file.split("/").slice(-2).join("/");
  return { processId, ended, mark };
}

test("ends the processes that have a file mounted", async () => {
  const { ended, mark } = await withMount();
  expect(await endProcessesWith((path) => path.endsWith(mark))).toEqual([]);
  expect(await ended).toEqual([137, null]);
});

test("ends them where there are more processes than this one may have files open", async () => {
  const { ended, mark } = await withMount();
  const many = Array.from({ length: 60 }, () => spawn("sleep", ["1000"]));
  onTestFinished(() => {
    for (const one of many) one.kill();
  });
  const program = `
    const { endProcessesWith } = await import(${JSON.stringify(new URL("end-processes.ts", import.meta.url).href)});
    await endProcessesWith((path) => path.endsWith(${JSON.stringify(mark)}));`;
  const script = 'ulimit -n 48; exec "$0" --input-type=module --eval "$1"';
  const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, program], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  expect(await ended).toEqual([137, null]);
});

test("names those that do not end in time, and does not wait for them", async () => {
  const { processId, mark } = await withMount();
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  const left = await endProcessesWith((path) => path.endsWith(mark), 50).finally(() => kill.mockRestore());
  expect(left).toEqual([processId]);
});
