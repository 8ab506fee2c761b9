import { existsSync } from "node:fs";
import type { Mount } from "../volumes/resolve-mounts.ts";
import { type Identity, isOtherUser } from "./identity.ts";
import type { RootEntry } from "./root-tree.ts";
import { setprivPath } from "./setpriv.ts";
import type { SharedNamespaces } from "./shared-processes.ts";

/** A container as bubblewrap is to make it. */
export interface SandboxSpec {
  /** Absolute path of `bwrap` on this machine. */
  readonly bubblewrap: string;
  readonly asRoot: boolean;
  readonly hostname: string;
  readonly identity: Identity;
  readonly root: readonly RootEntry[];
  /** Their mount points exist in `root`; parents before children. */
  readonly mounts: readonly Mount[];
  readonly readOnlyRoot: boolean;
  readonly environment: ReadonlyMap<string, string>;
  readonly workingDir: string;
  readonly command: readonly string[];
  /** What it is to run in; empty for those of this process. */
  readonly cgroups: readonly string[];
  /** What the Pod's containers share, under `shareProcessNamespace`; absent gives each its own processes. */
  readonly shared?: SharedNamespaces;
  /** How the path of a file ends that is mounted in this container alone. */
  readonly mark: string;
}

/**
 * The options for `--args`: they carry the environment, secrets included, and so never stand on a command line.
 * @source bwrap(1), bubblewrap 0.8
 */
export function bubblewrapArguments(spec: SandboxSpec): readonly string[] {
  return [
    ...["--unshare-ipc", "--unshare-uts", "--hostname", spec.hostname, "--die-with-parent"],
    ...pidArguments(spec),
    ...identityArguments(spec),
    ...spec.root.flatMap(entryArguments),
    ...(hasNestedUser(spec) ? ["--dir", "/proc", "--file", "5", "/proc/.waits"] : []),
    ...["--proc", "/proc", ...(spec.asRoot ? guardedProc() : []), "--dev", "/dev"],
    ...["--perms", "1777", "--tmpfs", "/dev/shm"],
    ...spec.mounts.flatMap(({ source, target, readOnly }) => [readOnly ? "--ro-bind" : "--bind", source, target]),
    ...(spec.readOnlyRoot ? ["--remount-ro", "/"] : []),
    "--clearenv",
    ...[...spec.environment].flatMap(([name, value]) => ["--setenv", name, value]),
    ...["--chdir", spec.workingDir],
  ];
}

/**
 * Whether bubblewrap makes a second user namespace within the first, which it does for everybody but root once all is mounted.
 * Between the two it reads a file, by number 5, that the mount of /proc then hides: until that file ends it can be seen in the first.
 * Not needed where containers share their processes: the way in is the namespace that they share, then.
 */
export function hasNestedUser({ asRoot, identity, shared }: SandboxSpec): boolean {
  return !asRoot && !shared && (identity.userId !== 0 || identity.groupId !== 0);
}

/** The command line after `--`: the program, for another user through `setpriv`, which only root needs. */
export function programArguments({ asRoot, identity, command }: SandboxSpec): readonly string[] {
  return asRoot && isOtherUser(identity) ? [setprivPath, ...changeUser(identity), ...command] : command;
}

/** Whether a first bubblewrap enters the namespaces that the Pod's containers share, and the second makes the container within. */
export function entersFirst({ asRoot, shared }: SandboxSpec): boolean {
  return shared !== undefined && !asRoot;
}

function pidArguments(spec: SandboxSpec): readonly string[] {
  if (!spec.shared) return ["--unshare-pid", "--as-pid-1"];
  return entersFirst(spec) ? [] : ["--pidns", "6"];
}

const changeUserCapabilities = ["CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"];

function identityArguments({ asRoot, identity }: SandboxSpec): readonly string[] {
  const { userId, groupId, capabilities } = identity;
  if (!asRoot) {
    const granted = userId === 0 ? capabilities : [];
    return [
      ...["--unshare-user", "--uid", String(userId), "--gid", String(groupId), "--cap-drop", "ALL"],
      ...granted.flatMap((name) => ["--cap-add", name]),
    ];
  }
  const needed = isOtherUser(identity) ? [...new Set([...capabilities, ...changeUserCapabilities])] : capabilities;
  return ["--cap-drop", "ALL", ...needed.flatMap((name) => ["--cap-add", name])];
}

/** Options for `setpriv` with which root becomes the user of a container, with its rights and no more. */
export function changeUser(identity: Identity): readonly string[] {
  const { userId, groupId, supplementalGroups } = identity;
  const groups = supplementalGroups.length > 0 ? ["--groups", supplementalGroups.join(",")] : ["--clear-groups"];
  const user = ["--reuid", String(userId), "--regid", String(groupId), ...groups];
  return [...user, ...boundRights(identity), "--inh-caps", "-all", "--"];
}

/** Options for `setpriv` that take away every capability which a container does not have. */
export function boundRights({ capabilities }: Identity): readonly string[] {
  return ["--bounding-set", ["-all", ...capabilities.map((name) => `+${name.slice(4).toLowerCase()}`)].join(",")];
}

export function entryArguments(entry: RootEntry): readonly string[] {
  switch (entry.type) {
    case "folder":
      return [...(entry.mode === undefined ? [] : ["--perms", entry.mode.toString(8)]), "--dir", entry.path];
    case "link":
      return ["--symlink", entry.target, entry.path];
    case "host":
      return ["--ro-bind", entry.source, entry.path];
  }
}

/**
 * What root could do to the machine through /proc, taken away as container runtimes do; an ordinary user may not anyway.
 * @source opencontainers default spec, containerd v2 pkg/oci/spec.go MaskedPaths and ReadonlyPaths
 */
function guardedProc(): readonly string[] {
  const readOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"].filter(existsSync);
  const masked = ["/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/sched_debug", "/proc/timer_list"];
  return [
    ...readOnly.flatMap((path) => ["--ro-bind", path, path]),
    ...masked.filter(existsSync).flatMap((path) => ["--ro-bind", "/dev/null", path]),
  ];
}
