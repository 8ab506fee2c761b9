import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { sharedCluster } from "../test-clusters.ts";
import { shellTask } from "./shell-task.ts";

const program = join(import.meta.dirname, "../../../packages/cli/bin/podwright");

interface Step {
  /** What has to be on the terminal before. */
  readonly after: string;
  readonly type: string;
}

/** Runs a command in a pseudo-terminal, which `script` makes, and types what a person would. */
async function onTerminal(args: readonly string[], kubeconfig: string, steps: readonly Step[]) {
  const words = [process.execPath, program, ...args, "--no-color"].map((word) => `'${word}'`).join(" ");
  const command = `stty cols 100 rows 24; exec ${words}`;
  const { PATH, HOME } = process.env;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    env: { PATH, HOME, TERM: "xterm", KUBECONFIG: kubeconfig },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const left = [...steps];
  let shown = "";
  child.stdout.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
    const [next] = left;
    if (next === undefined || !shown.includes(next.after)) return;
    left.shift();
    child.stdin.write(next.type);
  });
  const [exitCode] = await once(child, "close");
  return { exitCode, shown };
}

const ctrlC = "\u0003";
const question = "deletes it";

test("Ctrl-C on a terminal asks: a run is left, is taken up again, and deleted by a second Ctrl-C", async () => {
  const cluster = sharedCluster();
  const folder = mkdtempSync(join(tmpdir(), "podwright-cluster-terminal-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const task = join(folder, "task.json");
  writeFileSync(task, shellTask({ name: "long", main: "for n in $(seq 300); do echo main $n; sleep 1; done" }));
  const namespace = await cluster.createNamespace();
  const pods = () => cluster.kubectl("get", "pods", "--namespace", namespace, "--output", "name");

  const store = ["--store", join(folder, "store")];
  const left = await onTerminal(
    ["run", task, "--engine", "kubernetes", "-n", namespace, ...store],
    cluster.kubeconfig,
    [
      { after: "main 2\r\n", type: ctrlC },
      { after: question, type: "d\n" },
    ],
  );
  const [, run = ""] = /detached: the Pod goes on; podwright attach (\S+) /.exec(left.shown) ?? [];
  expect(left.exitCode).toBe(130);
  expect(await pods()).toBe(`pod/${run}\n`);

  const deleted = await onTerminal(["attach", run, "-n", namespace], cluster.kubeconfig, [
    { after: "main 4\r\n", type: ctrlC },
    { after: question, type: ctrlC },
  ]);
  expect(deleted.shown).toContain("main 1\r\n");
  expect(deleted.shown).toContain("interrupted: the Pod was stopped");
  expect(deleted.exitCode).toBe(130);
  expect(await pods()).toBe("");
});
