import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How long what is started lives: until `down`, or no longer than this process, whatever ends it. */
export type Life = "detached" | "process";

interface OwnCommand {
  /** Names its record and its log. */
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  readonly life: Life;
}

interface ProcessRecord {
  readonly pid: number;
  /** In the kernel's ticks since it booted: tells the process from a later one with its id. */
  readonly startTicks: string;
}

/** Starts a program that writes to `logs/NAME.log`, and records it in `run/NAME.json`. */
export async function startOwn(folder: string, { name, command, environment, life }: OwnCommand): Promise<number> {
  for (const place of ["run", "logs"]) mkdirSync(join(folder, place), { recursive: true });
  const [program, ...args] =
    life === "process" ? (["setpriv", "--pdeathsig", "KILL", "--", ...command] as const) : command;
  const log = openSync(join(folder, "logs", `${name}.log`), "a");
  const child = spawn(program, args, {
    cwd: folder,
    detached: true,
    env: { PATH: process.env.PATH, HOME: folder, ...mark(folder), ...environment },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  await once(child, "spawn");
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} has no process id`);
  const startTicks = statOf(pid)?.startTicks ?? "";
  writeFileSync(recordFile(folder, name), JSON.stringify({ pid, startTicks } satisfies ProcessRecord));
  return pid;
}

/** The id of a process that was started under this name and still runs. */
export function ownPid(folder: string, name: string): number | undefined {
  const file = recordFile(folder, name);
  if (!existsSync(file)) return undefined;
  const { pid, startTicks } = JSON.parse(readFileSync(file, "utf8")) as ProcessRecord;
  const now = statOf(pid);
  return now && now.startTicks === startTicks && !now.isOver ? pid : undefined;
}

/** Ends it, with SIGKILL after `graceSeconds`; returns when it is gone. */
export async function stopOwn(folder: string, name: string, graceSeconds: number): Promise<void> {
  const killAtMs = Date.now() + graceSeconds * 1000;
  let sent: NodeJS.Signals | undefined;
  for (let pid = ownPid(folder, name); pid !== undefined; pid = ownPid(folder, name)) {
    const due = Date.now() >= killAtMs ? "SIGKILL" : "SIGTERM";
    if (sent !== due) signalPid(pid, due);
    sent = due;
    await sleep(10);
  }
  rmSync(recordFile(folder, name), { force: true });
}

/** All processes of a cluster that this user may see, those too that were started and not recorded. */
export function ownProcesses(folder: string): readonly number[] {
  const [text = ""] = Object.entries(mark(folder)).map(([name, value]) => `${name}=${value}`);
  return processIds().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(text);
    } catch {
      return false;
    }
  });
}

export function childrenOf(parent: number): readonly number[] {
  return processIds().filter((pid) => statOf(pid)?.parent === parent);
}

export function signalPid(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function processIds(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function mark(folder: string): Readonly<Record<string, string>> {
  return { PODWRIGHT_TEST_CLUSTER: folder };
}

function recordFile(folder: string, name: string): string {
  return join(folder, "run", `${name}.json`);
}

/**
 * A process whose first thread is a zombie has its files and ports for as long as another thread is still on its way out.
 * @source man 5 proc, /proc/PID/stat: state is field 3, ppid 4, num_threads 20, starttime 22, counted from the end of the name
 */
function statOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const isOver = fields[0] === "Z" && fields[17] === "1";
    return { isOver, parent: Number(fields[1]), startTicks: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}
