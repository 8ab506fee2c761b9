import type { FieldPath } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { type ContainerRead, containerReads } from "../pod/container-reads.ts";
import { isCredential } from "../pod/data-sources.ts";
import { givenBy } from "../pod/given-by.ts";
import { loosenings } from "../pod/loosenings.ts";
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
