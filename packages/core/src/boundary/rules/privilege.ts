import type { BoundarySubject } from "../boundary-subject.ts";
import type { ContainerMount } from "../pod/container-mounts.ts";
import { givenBy } from "../pod/given-by.ts";
import { overlap } from "../pod/mount-path.ts";
import type { OwnedContainer } from "../pod/owners.ts";
import { type Privilege, privilegesOf, userOf } from "../pod/privileges.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B4: an init container and a container of the task that share files or processes have the same privileges: else what the lesser one writes is
 * read, run or followed by the greater one.
 */
export const privilege: BoundaryRule = {
  name: "B4",
  code: "BOUNDARY_PRIVILEGE",
  check(subject) {
    const { containers } = subject;
    return containers
      .filter(({ list }) => list === "initContainers")
      .flatMap((init) =>
        containers
          .filter(({ list }) => list === "containers")
          .flatMap((main) => {
            const shared = sharedBetween(subject, init, main);
            return shared ? [...compared(subject, init, main, shared), ...compared(subject, main, init, shared)] : [];
          }),
      );
  },
};

/** What two containers have in common, for people; and whether it is no more than what Flyte itself made for the copilot. */
interface Shared {
  readonly text: string;
  readonly generated: boolean;
}

function sharedBetween(subject: BoundarySubject, a: OwnedContainer, b: OwnedContainer): Shared | undefined {
  const { spec } = subject.composition.pod;
  const pairs = pairsOf(subject.mounts, a, b);
  const volumes = [...new Set(pairs.map(([{ mount }]) => `volume ${mount.name}`))];
  const processes = spec?.shareProcessNamespace || spec?.hostPID ? ["the process namespace"] : [];
  const all = [...volumes, ...processes];
  if (all.length === 0) return undefined;
  const generated = processes.length === 0 && pairs.every((pair) => pair.every((mount) => mount.generated));
  return { text: all.join(", "), generated };
}

type Pair = readonly [ContainerMount, ContainerMount];

/** Mounts through which two containers share files: of one volume that one of them can write to, or of one part of the node. */
function pairsOf(mounts: readonly ContainerMount[], a: OwnedContainer, b: OwnedContainer): readonly Pair[] {
  const ofB = mounts.filter(({ container }) => container === b);
  const byName = Map.groupBy(ofB, ({ mount }) => mount.name);
  const ofNode = ofB.filter(({ hostPaths }) => hostPaths.length > 0);
  return mounts
    .filter(({ container }) => container === a)
    .flatMap((own) => {
      const named = (byName.get(own.mount.name) ?? []).filter((other) => own.writable || other.writable);
      const onNode = own.hostPaths.length > 0 ? ofNode.filter((other) => shareNode(own, other)) : [];
      return [...new Set([...named, ...onNode])].map((other): Pair => [own, other]);
    });
}

function shareNode(a: ContainerMount, b: ContainerMount): boolean {
  return a.hostPaths.some((path) => b.hostPaths.some((other) => overlap(path, other)));
}

/** What `more` may do and `less` may not. */
function compared(
  subject: BoundarySubject,
  more: OwnedContainer,
  less: OwnedContainer,
  shared: Shared,
): readonly RuleFinding[] {
  const { pod } = subject.composition;
  const own = privilegesOf(pod, more, subject.mounts);
  const others = privilegesOf(pod, less, subject.mounts);
  const has = new Set(others.map(({ name }) => name));
  const extra = own.filter(({ name }) => !isHad(has, name));
  const user = { more: userOf(pod.spec, more), less: userOf(pod.spec, less) };
  if (user.more === 0 && user.less !== 0 && user.less !== undefined) extra.push(rootUser(more));
  if (extra.length > 0) return [finding(subject, { more, less, shared, extra })];
  const oneIsUnknown = (user.more === undefined) !== (user.less === undefined);
  const unknown = user.more === undefined ? more : less;
  const matters = user.more === 0 || (user.more === undefined && user.less !== 0);
  if (!oneIsUnknown || !matters || (shared.generated && unknown.from === "copilot")) return [];
  return [userUnknown(more, less, shared, unknown)];
}

function isHad(has: ReadonlySet<string>, name: string): boolean {
  if (has.has(name) || (has.has("privileged") && !beyond.has(name))) return true;
  return name.startsWith("capability ") && has.has("capability ALL");
}

/** What a privileged container does not have for that. */
const beyond = new Set(["hostProcess", "Bidirectional mount", "volumeDevices", "runtime socket"]);

function rootUser({ container, path }: OwnedContainer): Privilege {
  const own = container.securityContext?.runAsUser !== undefined;
  return {
    name: "runAsUser 0",
    path: own ? [...path, "securityContext", "runAsUser"] : ["spec", "securityContext", "runAsUser"],
  };
}

interface Comparison {
  readonly more: OwnedContainer;
  readonly less: OwnedContainer;
  readonly shared: Shared;
  readonly extra: readonly Privilege[];
}

/** Escalation is allowed to who says nothing of it: to say so gives no more than the default. */
function finding({ trace }: BoundarySubject, { more, less, shared, extra }: Comparison): RuleFinding {
  const isByDefault = less.container.securityContext?.allowPrivilegeEscalation === undefined;
  const isSaidAlone = isByDefault && extra.every(({ name }) => name === "allowPrivilegeEscalation");
  const cause = extra.find(({ path }) => givenBy(trace.originAt(path)) !== "task") ?? (extra[0] as Privilege);
  const ofTaskAlone = more.owner === less.owner && givenBy(trace.originAt(cause.path)) === "task";
  const names = [...new Set(extra.map(({ name }) => name))].join(", ");
  return {
    severity: ofTaskAlone || isSaidAlone ? "information" : "error",
    container: more.name,
    path: cause.path,
    what: `${more.name} and ${less.name} share ${shared.text}, and ${more.name} has what ${less.name} has not: ${names}`,
    fix: `take ${names} from ${more.name}, or let the two share nothing that either can write to`,
  };
}

function userUnknown(more: OwnedContainer, less: OwnedContainer, shared: Shared, unknown: OwnedContainer): RuleFinding {
  const known = unknown === more ? less : more;
  return {
    severity: "information",
    container: unknown.name,
    path: [...unknown.path, "name"],
    what: `${more.name} and ${less.name} share ${shared.text}; whom ${unknown.name} runs as is its image's to decide, and may differ from ${known.name}`,
    fix: `set securityContext.runAsUser of ${unknown.name}`,
  };
}
