import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import {
  forkPodProcess,
  type PodProcess,
  podProcessScript,
} from "../../packages/runner/src/contract/fork-pod-process.ts";
import { type CommandLine, type PodmanService, servePodman } from "./podman-service.ts";
import { writePodmanSettings } from "./podman-settings.ts";

/** A Podman of an ordinary user. */
export interface RootlessPodman extends PodmanService {
  /** To be put before a command line: that user, with the machine as this Podman finds it. */
  readonly asUser: CommandLine;
  /** Node and this clone where the user finds them: a clone may be in root's home. */
  readonly node: string;
  readonly clone: string;
}

export interface RootlessOptions {
  /** Whether its user has further users and groups, as `/etc/subuid` gives them; default: 65536. */
  readonly ids?: "many" | "one";
  /** Whether it finds what makes networks; default: yes. */
  readonly network?: "made" | "no device" | "no program";
}

/** `nobody`: who has nothing on any machine. */
const userId = 65_534;
const root = join(import.meta.dirname, "../..");

/**
 * Starts one of an ordinary user. What such a user needs of a machine (ranges in /etc/subuid, /dev/net/tun) it finds in a mount
 * namespace of its own: nothing of this machine is changed, and it does not matter what is there.
 */
export async function startRootlessPodman(options: RootlessOptions = {}): Promise<RootlessPodman> {
  const folder = mkdtempSync(join(tmpdir(), "podwright-rootless-"));
  chmodSync(folder, 0o755);
  const ofUser = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    chownSync(path, userId, userId);
    return path;
  };
  const [home, runtime, temporary] = [ofUser("home"), ofUser("run"), ofUser("tmp")];
  chmodSync(runtime, 0o700);
  const graphRoot = ofUser("home/storage");
  const socket = join(ofUser("run/podman"), "podman.sock");
  const settings = { graphRoot, runRoot: join(runtime, "containers"), network: "podman" } as const;
  const environment = {
    ...{ PATH: process.env.PATH, HOME: home, XDG_RUNTIME_DIR: runtime, TMPDIR: temporary },
    ...writePodmanSettings(folder, settings),
  };
  const asUser: CommandLine = ["unshare", "--mount", "/bin/sh", writeEntry(folder, options)];
  const command: CommandLine = [...asUser, "podman"];
  // Makes the process that keeps its user namespace; a service that made it would be two processes.
  const info = spawnSync(command[0], [...command.slice(1), "info"], { env: environment, cwd: home, encoding: "utf8" });
  if (info.status !== 0) {
    endUserNamespace(runtime);
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`an ordinary user's podman info ended with ${info.status ?? info.signal}:\n${info.stderr}`);
  }
  const service = await servePodman({
    ...{ folder, socket, environment, command, workingDirectory: home },
    release: () => endUserNamespace(runtime),
  });
  return { ...service, asUser, node: join(folder, "node"), clone: join(folder, "clone") };
}

/** A process of its user that runs Pods. */
export function forkPodProcessAsUser({ asUser, node, clone, environment }: RootlessPodman): PodProcess {
  const script = join(clone, relative(root, podProcessScript));
  return forkPodProcess({ command: [...asUser, node], script, environment });
}

/** A script that becomes the user in such a mount namespace, and starts what it is given. */
function writeEntry(folder: string, { ids = "many", network = "made" }: RootlessOptions): string {
  const [etc, clone, node] = [join(folder, "etc"), join(folder, "clone"), join(folder, "node")];
  for (const path of [etc, clone]) mkdirSync(path);
  writeFileSync(node, "");
  const range = ids === "many" ? `${userId}:1000000:65536\n` : "";
  for (const name of ["subuid", "subgid"]) writeFileSync(join(etc, name), range);
  const path = join(folder, "enter.sh");
  writeFileSync(
    path,
    `set -e
hide() { ! command -v "$1" >/dev/null || mount --bind /dev/null "$(command -v "$1")"; }
mount --make-rshared /
mount -t overlay -o lowerdir='${etc}:/etc' overlay /etc
mount -t tmpfs -o mode=755 tmpfs /dev/net
mknod -m ${network === "no device" ? 600 : 666} /dev/net/tun c 10 200
${network === "no program" ? "for program in slirp4netns pasta; do hide $program; done" : ""}
mount --bind '${root}' '${clone}'
mount --bind '${process.execPath}' '${node}'
exec setpriv --reuid ${userId} --regid ${userId} --clear-groups --pdeathsig TERM -- "$@"
`,
  );
  return path;
}

/** Kills all that lives in the user namespace that Podman keeps: conmon and slirp4netns outlive what they were started for. */
function endUserNamespace(runtime: string): void {
  const namespace = namespaceOf(readKeeper(runtime));
  if (!namespace || namespace === namespaceOf("self")) return;
  const members = () => readdirSync("/proc").filter((name) => /^\d+$/.test(name) && namespaceOf(name) === namespace);
  for (let left = members(), tries = 0; left.length > 0 && tries < 100; left = members(), tries++) {
    for (const processId of left) kill(Number(processId));
  }
}

/** The process that keeps it. */
function readKeeper(runtime: string): string {
  try {
    return readFileSync(join(runtime, "libpod/tmp/pause.pid"), "utf8").trim();
  } catch {
    return "none";
  }
}

/** Undefined of who has ended. */
function namespaceOf(processId: string): string | undefined {
  try {
    return readlinkSync(`/proc/${processId}/ns/user`);
  } catch {
    return undefined;
  }
}

function kill(processId: number): void {
  try {
    process.kill(processId, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
