import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writePodmanSettings } from "./podman-settings.ts";

/** A Podman of its own: its images, containers, volumes, networks and locks are nobody else's. */
export interface PodmanService {
  readonly folder: string;
  readonly socket: string;
  /** Podman's own command line for it, and the environment that this needs. */
  readonly command: CommandLine;
  readonly environment: NodeJS.ProcessEnv;
  /** Starts to listen; again after `kill`. */
  start(): Promise<void>;
  /** `kill -9` of the service alone: its containers go on. */
  kill(): Promise<void>;
  /** Ends it with everything that it has, and removes its folder. */
  remove(): Promise<void>;
}

export type CommandLine = readonly [string, ...string[]];

/**
 * Starts one of this user, who is root.
 * @param diskMiB - how much it may keep; default: what the disk holds
 */
export async function startPodman({ diskMiB }: { readonly diskMiB?: number } = {}): Promise<PodmanService> {
  const folder = mkdtempSync(join(tmpdir(), "podwright-podman-"));
  const [graphRoot, runRoot] = [join(folder, "root"), join(folder, "run")];
  if (diskMiB !== undefined) {
    mkdirSync(graphRoot);
    spawnSync("mount", ["-t", "tmpfs", "-o", `size=${diskMiB}m`, "tmpfs", graphRoot]);
  }
  const home = join(folder, "home");
  mkdirSync(home);
  const environment = {
    ...{ PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, TMPDIR: folder },
    ...writePodmanSettings(folder, { graphRoot, runRoot, network: "podwright" }),
  };
  const flags = ["--root", graphRoot, "--runroot", runRoot, "--tmpdir", join(folder, "tmp")];
  return await servePodman({
    ...{ folder, socket: join(folder, "podman.sock"), environment, workingDirectory: folder },
    command: ["podman", ...flags, "--network-config-dir", join(folder, "networks")],
  });
}

/** Where a Podman is to live, made ready for it. */
export interface PodmanPlace extends Pick<PodmanService, "folder" | "socket" | "command" | "environment"> {
  /** Where it is started: conmon leaves a file `oom` there. */
  readonly workingDirectory: string;
  /** Takes back what is left when its containers and volumes are gone. */
  release?(): void;
}

/** Starts a Podman that listens at its place; what fails to start leaves nothing. */
export async function servePodman(place: PodmanPlace): Promise<PodmanService> {
  const { folder, socket, command, environment, workingDirectory: cwd } = place;
  const [program, ...args] = command;
  let child: ChildProcess | undefined;
  const service: PodmanService = {
    ...{ folder, socket, command, environment },
    async start() {
      rmSync(socket, { force: true });
      const log = openSync(join(folder, "service.log"), "a");
      const serve = [...command, "system", "service", "--time", "0", `unix://${socket}`];
      child = spawn("setpriv", ["--pdeathsig", "TERM", "--", ...serve], {
        ...{ env: environment, cwd },
        stdio: ["ignore", log, log],
      });
      closeSync(log);
      for (let tries = 0; !(await answers(socket)); tries++) {
        if (tries === 1500 || child.exitCode !== null)
          throw new Error(`podman did not start:\n${readFileSync(join(folder, "service.log"), "utf8")}`);
        await sleep(20);
      }
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
    async remove() {
      await service.kill();
      const run = (...more: readonly string[]) =>
        spawnSync(program, [...args, ...more], { env: environment, cwd, encoding: "utf8", timeout: 60_000 });
      // A container that others hang on goes with the second call.
      for (let tries = 0; tries < 3 && run("rm", "--all", "--force", "--time", "0").status !== 0; tries++);
      run("volume", "prune", "--force");
      await endProcessesOf(folder);
      place.release?.();
      for (const mount of mountsUnder(folder)) spawnSync("umount", ["--lazy", mount]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await service.start();
  } catch (error) {
    await service.remove();
    throw error;
  }
  return service;
}

/** Whether somebody listens: the socket's file is there a moment before that. */
async function answers(socket: string): Promise<boolean> {
  const connection = connect(socket);
  try {
    await once(connection, "connect");
    return true;
  } catch {
    return false;
  } finally {
    connection.destroy();
  }
}

/**
 * Ends what containers and programs in them leave behind for up to five minutes after their end, to tidy up then: it would mount and write
 * where everything is being removed.
 */
async function endProcessesOf(folder: string): Promise<void> {
  const isOf = (id: string): boolean => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8").includes(`${folder}/`);
    } catch {
      return false;
    }
  };
  for (let tries = 0; tries < 100; tries++) {
    const found = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isOf(name));
    if (found.length === 0) return;
    spawnSync("kill", ["-KILL", ...found]);
    await sleep(20);
  }
}

function mountsUnder(folder: string): readonly string[] {
  const lines = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  const places = lines.flatMap((line) => line.split(" ")[4] ?? []);
  return places.filter((place) => place.startsWith(`${folder}/`)).reverse();
}
