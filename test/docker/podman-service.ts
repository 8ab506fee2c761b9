import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A Podman of its own: its images, containers, volumes, networks and locks are nobody else's. */
export interface PodmanService {
  readonly folder: string;
  readonly socket: string;
  /** Podman's own command line for it, and the environment that this needs. */
  readonly command: readonly [string, ...string[]];
  readonly environment: NodeJS.ProcessEnv;
  /** Starts to listen; again after `kill`. */
  start(): Promise<void>;
  /** `kill -9` of the service alone: its containers go on. */
  kill(): Promise<void>;
  /** Ends it with everything that it has, and removes its folder. */
  remove(): Promise<void>;
}

/** @param diskMiB - how much it may keep; default: what the disk holds */
export async function startPodman({ diskMiB }: { readonly diskMiB?: number } = {}): Promise<PodmanService> {
  const folder = mkdtempSync(join(tmpdir(), "podwright-podman-"));
  if (diskMiB !== undefined) {
    mkdirSync(join(folder, "root"));
    spawnSync("mount", ["-t", "tmpfs", "-o", `size=${diskMiB}m`, "tmpfs", join(folder, "root")]);
  }
  const environment = writeSettings(folder);
  const socket = join(folder, "podman.sock");
  const global = ["--root", join(folder, "root"), "--runroot", join(folder, "run"), "--tmpdir", join(folder, "tmp")];
  const podman = [...global, "--network-config-dir", join(folder, "networks")];
  let child: ChildProcess | undefined;
  const service: PodmanService = {
    ...{ folder, socket, environment, command: ["podman", ...podman] },
    async start() {
      rmSync(socket, { force: true });
      const log = openSync(join(folder, "service.log"), "a");
      const command = ["podman", ...podman, "system", "service", "--time", "0", `unix://${socket}`];
      child = spawn("setpriv", ["--pdeathsig", "TERM", "--", ...command], {
        env: environment,
        cwd: folder, // conmon leaves a file `oom` where it was started.
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
      const run = (...args: readonly string[]) =>
        spawnSync("podman", [...podman, ...args], { env: environment, encoding: "utf8", timeout: 60_000 });
      // A container that others hang on goes with the second call.
      for (let tries = 0; tries < 3 && run("rm", "--all", "--force", "--time", "0").status !== 0; tries++);
      run("volume", "prune", "--force");
      for (const place of mountsUnder(folder)) spawnSync("umount", ["--lazy", place]);
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

function mountsUnder(folder: string): readonly string[] {
  const lines = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
  const places = lines.flatMap((line) => line.split(" ")[4] ?? []);
  return places.filter((place) => place.startsWith(`${folder}/`)).reverse();
}

/** A bridge of its own: that of Podman's default network has one name for all Podmans of a machine. */
function ownNetwork(): object {
  const id = randomBytes(32).toString("hex");
  const prefix = `10.${100 + Math.floor(Math.random() * 100)}.${Math.floor(Math.random() * 256)}`;
  return {
    ...{ name: "podwright", id, driver: "bridge", network_interface: `pw${id.slice(0, 8)}` },
    ...{ created: new Date().toISOString(), subnets: [{ subnet: `${prefix}.0/24`, gateway: `${prefix}.1` }] },
    ...{ ipv6_enabled: false, internal: false, dns_enabled: false, ipam_options: { driver: "host-local" } },
  };
}

/** @returns the environment that makes podman read them, and nothing of this machine's or its user's */
function writeSettings(folder: string): NodeJS.ProcessEnv {
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const containers = file(
    "containers.conf",
    `[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
[network]
network_backend = "netavark"
default_network = "podwright"
`,
  );
  const [graphRoot, runRoot] = [join(folder, "root"), join(folder, "run")];
  const storage = `[storage]\ndriver = "overlay"\ngraphroot = "${graphRoot}"\nrunroot = "${runRoot}"\n`;
  for (const name of ["networks", "home"]) mkdirSync(join(folder, name));
  file("networks/podwright.json", JSON.stringify(ownNetwork()));
  file("policy.json", '{"default":[{"type":"insecureAcceptAnything"}]}');
  return {
    PATH: process.env.PATH,
    HOME: join(folder, "home"),
    XDG_CONFIG_HOME: join(folder, "home"),
    CONTAINERS_CONF: containers,
    CONTAINERS_STORAGE_CONF: file("storage.conf", storage),
    CONTAINERS_REGISTRIES_CONF: file("registries.conf", '[[registry]]\nlocation = "127.0.0.1"\ninsecure = true\n'),
    TMPDIR: folder,
  };
}
