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
 * no controllers, in the next one above that does. There a process is in one cgroup for all controllers: the next that hands on
 * both counts, else the next that hands on memory.
 * @source cgroups(7), proc_pid_mountinfo(5)
 */
export function cgroupPlaces(facts: CgroupFacts): CgroupPlaces {
  const lines = facts.own.split("\n").map((line) => /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? []);
  const own = (isMeant: (id: string, names: readonly string[]) => boolean) =>
    lines.find(([, id = "", names = ""]) => isMeant(id, names.split(",")))?.[3];
  const unified = own((id, names) => id === "0" && names[0] === "");
  const second = unified === undefined ? {} : secondVersion(facts, unified);
  const places = (["memory", "cpu"] as const).map((controller) => {
    const path = own((_, names) => names.includes(controller));
    const place = path === undefined ? second[controller] : firstVersion(facts, controller, path);
    return place ? { [controller]: place } : {};
  });
  return Object.assign({}, ...places);
}

function firstVersion(facts: CgroupFacts, controller: CgroupController, path: string): CgroupPlace | undefined {
  const isMeant = (type: string, options: readonly string[]) => type === "cgroup" && options.includes(controller);
  const folder = mountedAt(facts.mounts, path, isMeant)?.path;
  return folder !== undefined && facts.isWritable(folder) ? { version: 1, folder } : undefined;
}

function secondVersion(facts: CgroupFacts, ownPath: string): CgroupPlaces {
  const own = mountedAt(facts.mounts, ownPath, (type) => type === "cgroup2");
  const folders: string[] = [];
  for (let path = own?.path; own && path?.startsWith(own.top); path = path.slice(0, path.lastIndexOf("/"))) {
    if (facts.isWritable(path)) folders.push(path);
  }
  const handsOn = (folder: string, ...wanted: readonly CgroupController[]) =>
    wanted.every((controller) => facts.handedOn(folder).includes(controller));
  const [both, memory, cpu] = [["memory", "cpu"], ["memory"], ["cpu"]] as const;
  for (const wanted of [both, memory, cpu]) {
    const folder = folders.find((candidate) => handsOn(candidate, ...wanted));
    if (folder !== undefined)
      return Object.fromEntries(wanted.map((controller) => [controller, { version: 2, folder }]));
  }
  return {};
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
