/** A cgroup of this machine in which a run may make its own. */
export interface CgroupPlace {
  readonly version: 1 | 2;
  /** Absolute path of the cgroup as it is mounted here. */
  readonly folder: string;
}

export type CgroupController = "memory" | "cpu";

/** Absent where there is no such cgroup, or none that may be written. */
export type CgroupPlaces = Readonly<Partial<Record<CgroupController, CgroupPlace>>>;

/** What the kernel tells of this process's cgroups. */
export interface CgroupFacts {
  /** `/proc/self/mountinfo` */
  readonly mounts: string;
  /** `/proc/self/cgroup` */
  readonly own: string;
  /** Whether this process may make cgroups in a folder. */
  isWritable(folder: string): boolean;
  /** Controllers that a cgroup of version 2 hands to those in it: `cgroup.subtree_control`. */
  handedOn(folder: string): readonly string[];
}

/**
 * Where a run's cgroups can be: in version 1 in this process's own one; in version 2, where a cgroup with processes hands on
 * no controllers, in the next one above that does.
 * @source cgroups(7), proc_pid_mountinfo(5)
 */
export function cgroupPlaces(facts: CgroupFacts): CgroupPlaces {
  const [memory, cpu] = [placeOf("memory", facts), placeOf("cpu", facts)];
  return { ...(memory ? { memory } : {}), ...(cpu ? { cpu } : {}) };
}

function placeOf(controller: CgroupController, facts: CgroupFacts): CgroupPlace | undefined {
  const lines = facts.own.split("\n").map((line) => /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? []);
  const first = lines.find(([, , names = ""]) => names.split(",").includes(controller));
  if (first) {
    const folder = mountedAt(
      facts.mounts,
      first[3] ?? "/",
      (type, options) => type === "cgroup" && options.includes(controller),
    );
    return folder && facts.isWritable(folder.path) ? { version: 1, folder: folder.path } : undefined;
  }
  const second = lines.find(([, id, names]) => id === "0" && names === "");
  const own = second && mountedAt(facts.mounts, second[3] ?? "/", (type) => type === "cgroup2");
  for (let path = own?.path; own && path?.startsWith(own.top); path = path.slice(0, path.lastIndexOf("/"))) {
    if (facts.handedOn(path).includes(controller))
      return facts.isWritable(path) ? { version: 2, folder: path } : undefined;
  }
  return undefined;
}

/** Where a cgroup stands in the mount that has it, and where that mount is. */
function mountedAt(
  mounts: string,
  path: string,
  isMeant: (type: string, options: readonly string[]) => boolean,
): { readonly path: string; readonly top: string } | undefined {
  for (const line of mounts.split("\n")) {
    const [left = "", right = ""] = line.split(" - ");
    const [root = "", top = ""] = left.split(" ").slice(3);
    const [type = "", , options = ""] = right.split(" ");
    if (!isMeant(type, options.split(","))) continue;
    const below = root === "/" ? path : path.slice(root.length);
    if (root === "/" || path === root || path.startsWith(`${root}/`))
      return { path: `${top}${below === "/" ? "" : below}`, top };
  }
  return undefined;
}
