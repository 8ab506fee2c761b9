// Moves the same things with several commands, side by side against MinIO over TLS, and prints what each run took.
//   npm run bench:copilot -- [NAME=COMMAND ...] [--rounds N] [--only WORKLOAD[-down|-up],...]
// COMMAND is a program with flyte-copilot's command line; without one, the copilot of this clone is measured. rclone joins where it is installed.
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startCopilotOnMinio } from "../../test/stores/copilot-on-minio.ts";
import { type Contender, copilotContender, type Direction, type Move, rcloneContender } from "./copilot/contenders.ts";
import { type Measured, measureCommand } from "./copilot/measure-command.ts";
import { printFigures } from "./copilot/print-figures.ts";
import { type Workload, workloads } from "./copilot/workloads.ts";

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    only: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const names = workloads.flatMap(({ name }) => [name, `${name}-down`, `${name}-up`]);
const unknown = values.only?.split(",").filter((name) => !names.includes(name)) ?? [];
if (values.help || unknown.length > 0 || !/^[1-9]\d*$/.test(values.rounds)) {
  console.error(`npm run bench:copilot -- [NAME=COMMAND ...] [--rounds N] [--only ${names.join("|")}, with commas]`);
  process.exit(values.help ? 0 : 2);
}
const store = await startCopilotOnMinio();
const place = await mkdtemp(join(tmpdir(), "podwright-bench-"));
try {
  const contenders = [...namedContenders(), ...(hasRclone() ? [rcloneContender(store)] : [])];
  for (const workload of workloads) {
    const directions = (["down", "up"] as const).filter((direction) => isWanted(workload, direction));
    if (directions.length === 0) continue;
    const given = await prepare(workload);
    for (const direction of directions) {
      printFigures({ workload, direction, runs: await measureRounds(contenders, { workload, direction, given }) });
    }
  }
} finally {
  await rm(place, { recursive: true, force: true });
  await store.close();
}

function namedContenders(): readonly Contender[] {
  const own = ["ours=packages/copilot/bin/podwright-copilot"];
  return (positionals.length > 0 ? positionals : own).map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw new Error(`${text} is no NAME=COMMAND, such as ours=packages/copilot/bin/podwright-copilot`);
    const [program = "", ...rest] = text.slice(at + 1).split(" ");
    return copilotContender(text.slice(0, at), [program.includes("/") ? resolve(program) : program, ...rest], store);
  });
}

function hasRclone(): boolean {
  const found = spawnSync("rclone", ["version"]).status === 0;
  if (!found) console.error("rclone is not installed (apt-get install rclone): measured without it");
  return found;
}

function isWanted({ name }: Workload, direction: Direction): boolean {
  const only = values.only?.split(",");
  return only === undefined || only.includes(name) || only.includes(`${name}-${direction}`);
}

/** Makes the files, and brings them to where downloads find them. */
async function prepare(workload: Workload): Promise<Move["given"]> {
  const folder = join(place, workload.name);
  await mkdir(folder);
  workload.fill(folder);
  const given = { prefix: `given/${workload.name}`, folder };
  const [uploader] = namedContenders();
  if (uploader) await run(uploader, { workload, direction: "up", given, target: given });
  return given;
}

/** The contenders take turns; the first round warms up and does not count. */
async function measureRounds(
  contenders: readonly Contender[],
  move: Omit<Move, "target">,
): Promise<ReadonlyMap<string, readonly Measured[]>> {
  const runs = new Map<string, Measured[]>();
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const contender of contenders) {
      const folder = await mkdtemp(join(place, "target-"));
      const target = {
        prefix: `target/${contender.name}/${move.workload.name}/${move.workload.files > 1 ? round : 0}`,
        folder,
      };
      const measured = await run(contender, { ...move, target });
      if (measured && move.direction === "down") await checkArrived(move.workload, folder, contender.name);
      if (measured && round > 0) runs.set(contender.name, [...(runs.get(contender.name) ?? []), measured]);
      // Many files stay to the end: right after a removal ext4 takes ten times as long to make new ones.
      if (move.workload.files === 1) await rm(folder, { recursive: true });
    }
  }
  return runs;
}

async function run({ argv, environment }: Contender, move: Move): Promise<Measured | null> {
  const command = argv(move);
  return command && (await measureCommand({ argv: command, environment }));
}

/** A command that ends with 0 and moved less has not won. */
async function checkArrived({ name, files, sizeBytes }: Workload, folder: string, contender: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const arrived = entries.filter((entry) => entry.isFile() && !entry.name.startsWith("inputs."));
  const sizes = await Promise.all(arrived.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size));
  const arrivedBytes = sizes.reduce((sum, size) => sum + size, 0);
  if (arrived.length === files && arrivedBytes === sizeBytes) return;
  throw new Error(
    `${contender} brought ${arrived.length} files, ${arrivedBytes} bytes of ${name}: ${files}, ${sizeBytes} were there`,
  );
}
