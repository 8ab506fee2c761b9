import type { FieldPath, TracedField } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { type ContainerRead, containerReads } from "../pod/container-reads.ts";
import { isCredential } from "../pod/data-sources.ts";
import { givenBy } from "../pod/given-by.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B5: a template makes the Pod as a whole no looser than it is without: no host namespaces, no shared processes, no service account token, no
 * weaker security context. What makes it stricter passes.
 */
export const podWide: BoundaryRule = {
  name: "B5",
  code: "BOUNDARY_POD_WIDE",
  check: (subject) => [...loosened(subject), ...readableThroughProc(subject)],
};

interface Loosening {
  readonly path: FieldPath;
  readonly severity: "error" | "warning";
  /** Whether this value is the loose one. */
  readonly isLoose: (leaf: TracedField) => boolean;
  readonly means: string;
}

const isTrue = ({ value }: TracedField): boolean => value === true;
const isZero = ({ value }: TracedField): boolean => value === 0;
const isUnconfined = ({ value }: TracedField): boolean => value === "Unconfined";
const isAny = (): boolean => true;
/** The value that a layer other than a template had. */
const overrides =
  (lost: unknown) =>
  ({ overrode }: TracedField): boolean =>
    overrode.some(({ value, origin }) => value === lost && givenBy(origin) !== "template");

const context = ["spec", "securityContext"];

const loosenings: readonly Loosening[] = [
  {
    path: ["spec", "hostNetwork"],
    severity: "error",
    isLoose: isTrue,
    means: "all containers are in the node's network",
  },
  { path: ["spec", "hostPID"], severity: "error", isLoose: isTrue, means: "all containers see the node's processes" },
  { path: ["spec", "hostIPC"], severity: "error", isLoose: isTrue, means: "all containers share the node's IPC" },
  {
    path: ["spec", "shareProcessNamespace"],
    severity: "error",
    isLoose: isTrue,
    means: "containers see each other's processes, their environment and their files",
  },
  {
    path: ["spec", "hostUsers"],
    severity: "error",
    isLoose: (leaf) => isTrue(leaf) && overrides(false)(leaf),
    means: "the task asked for a user namespace of its own",
  },
  {
    path: ["spec", "automountServiceAccountToken"],
    severity: "warning",
    isLoose: isTrue,
    means: "all containers get the service account's token, also where the service account itself says no",
  },
  {
    path: [...context, "runAsUser"],
    severity: "error",
    isLoose: isZero,
    means: "all containers run as root unless they say otherwise",
  },
  {
    path: [...context, "runAsGroup"],
    severity: "warning",
    isLoose: isZero,
    means: "all containers run in root's group",
  },
  {
    path: [...context, "runAsNonRoot"],
    severity: "error",
    isLoose: (leaf) => leaf.value === false && overrides(true)(leaf),
    means: "images may run as root",
  },
  {
    path: [...context, "seccompProfile", "type"],
    severity: "error",
    isLoose: isUnconfined,
    means: "no system call is filtered",
  },
  {
    path: [...context, "appArmorProfile", "type"],
    severity: "error",
    isLoose: isUnconfined,
    means: "AppArmor confines nothing",
  },
  {
    path: [...context, "windowsOptions", "hostProcess"],
    severity: "error",
    isLoose: isTrue,
    means: "all containers run on the node itself",
  },
  {
    path: [...context, "supplementalGroups"],
    severity: "warning",
    isLoose: isAny,
    means: "all containers are in more groups",
  },
  { path: [...context, "sysctls"], severity: "warning", isLoose: isAny, means: "kernel parameters are others" },
  {
    path: [...context, "seLinuxOptions"],
    severity: "warning",
    isLoose: isAny,
    means: "the SELinux label is another one",
  },
];

function loosened({ trace }: BoundarySubject): readonly RuleFinding[] {
  return loosenings.flatMap(({ path, severity, isLoose, means }) => {
    const leaf = trace.leavesAt(path).find((each) => givenBy(each.origin) === "template" && isLoose(each));
    if (!leaf) return [];
    const name = path.slice(1).join(".");
    const said = typeof leaf.value === "object" ? "" : `: ${leaf.value}`;
    return [
      {
        severity,
        path: leaf.path,
        what: `the template sets the Pod's ${name}${leaf.path.length === path.length ? said : ""}: ${means}`,
        fix: `take ${name} out of the template; tasks that need it can say so themselves`,
      },
    ];
  });
}

/** Whose environment and root directory others read through /proc: containers that run beside them in one process namespace. */
function readableThroughProc(subject: BoundarySubject): readonly RuleFinding[] {
  const { composition, trace, containers } = subject;
  const shared = (["shareProcessNamespace", "hostPID"] as const).find((field) => composition.pod.spec?.[field]);
  if (!shared) return [];
  const path = ["spec", shared];
  const running = containers.filter(
    ({ list, container }) => list === "containers" || container.restartPolicy === "Always",
  );
  const secrets = containerReads(subject).filter(
    ({ source, container }) => isCredential(source) && running.includes(container),
  );
  const byTask = givenBy(trace.originAt(path)) === "task";
  const told = new Set<string>();
  return secrets.flatMap((read): readonly RuleFinding[] => {
    const key = `${read.container.path.join()} ${read.source.label}`;
    const onlooker = running.find(
      ({ owner, path }) =>
        path !== read.container.path && owner === "task" && !secrets.some((other) => holds(other, path, read)),
    );
    if (!onlooker || told.has(key) || (byTask && !read.isGiven)) return [];
    told.add(key);
    return [
      {
        severity: "error",
        container: read.container.name,
        ...(read.volume === undefined ? {} : { volume: read.volume }),
        path: read.path,
        cause: path,
        what: `the Pod's ${shared} lets ${onlooker.name} read ${read.source.label} of ${read.container.name} through /proc (environment and root directory)`,
        fix: `take ${shared} out, or take ${read.source.label} from ${read.container.name}`,
      },
    ];
  });
}

function holds(other: ContainerRead, path: FieldPath, { source }: ContainerRead): boolean {
  return other.container.path === path && other.source.label === source.label;
}
