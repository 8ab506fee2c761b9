import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandboxRunner } from "@podwright/runner";
import type { Group, Missing } from "./contender.ts";
import { runCommand } from "./run-command.ts";
import { runOn } from "./run-on.ts";
import { task } from "./the-pod.ts";

const program = join(import.meta.dirname, "../../../packages/cli/bin/podwright");

/** The whole `podwright run`, the runner alone in a process that is there already, and Node itself, which the first begins with. */
export async function openSandbox(): Promise<Group | Missing> {
  const folder = await mkdtemp(join(tmpdir(), "podwright-bench-"));
  const close = () => rm(folder, { recursive: true, force: true });
  const { PATH: path = "" } = process.env;
  const runner = createSandboxRunner({ path, temporaryFolder: folder });
  try {
    await runner.probe();
  } catch (error) {
    await close();
    return { names: ["podwright run", "sandbox"], reason: `${(error as Error).message}; see podwright doctor` };
  }
  const file = join(folder, "task.json");
  await writeFile(file, JSON.stringify(task));
  const flags = ["--engine", "sandbox", "--semantics", "flyte-2.0", "--store", join(folder, "store"), "--no-project"];
  const environment = { PATH: path, TMPDIR: folder };
  return {
    contenders: [
      {
        name: "node",
        once: (signal) => runCommand({ argv: [process.execPath, "--eval", "0"], environment, signal }),
      },
      {
        name: "podwright run",
        once: (signal) => runCommand({ argv: [process.execPath, program, "run", file, ...flags], environment, signal }),
      },
      { name: "sandbox", once: (signal) => runOn(runner, signal) },
    ],
    close,
  };
}
