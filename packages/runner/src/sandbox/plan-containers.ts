import {
  type Container,
  problemsOf,
  type Result,
  resultOf,
  success,
  type VolumeMount,
  valuesOf,
} from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import { containerEnvironment } from "../environment/container-environment.ts";
import { expand } from "../environment/expand.ts";
import type { PodFacts } from "../pod-facts.ts";
import type { ProgramOnHost, RunRequest } from "../runner.ts";
import { expandSubPaths } from "../volumes/expand-sub-paths.ts";
import { type Identity, identityOf } from "./identity.ts";

/** A container with all that its Pod says worked out, before anything is made. */
export interface ContainerPlan {
  readonly container: Container;
  readonly identity: Identity;
  /** PATH, HOSTNAME and HOME, then the Pod's own. */
  readonly environment: ReadonlyMap<string, string>;
  readonly command: readonly string[];
  /** The program of this machine that serves the container's command, where there is one. */
  readonly program?: ProgramOnHost;
  /** Each `subPathExpr` worked out into `subPath`. */
  readonly volumeMounts: readonly VolumeMount[];
}

/**
 * Every container of a Pod, init containers first.
 * @problems POD_REFERENCE_MISSING, ENGINE_UNSUPPORTED, POD_INVALID
 */
export function planContainers(facts: PodFacts, programs: RunRequest["programs"]): Result<readonly ContainerPlan[]> {
  const results = containerPlaces(facts.pod).map(([where, container]) =>
    planContainer(facts, container, programs, where),
  );
  return resultOf(valuesOf(results), problemsOf(results));
}

function planContainer(
  facts: PodFacts,
  container: Container,
  programs: RunRequest["programs"],
  where: string,
): Result<ContainerPlan> {
  const own = containerEnvironment(facts, container, where);
  if (!own.ok) return own;
  const mounts = expandSubPaths(container.volumeMounts ?? [], own.value, where);
  if (!mounts.ok) return mounts;
  const lookup = (name: string) => own.value.get(name);
  const command = (container.command ?? []).map((word) => expand(word, lookup));
  const args = (container.args ?? []).map((word) => expand(word, lookup));
  const identity = identityOf(facts.pod.spec ?? { containers: [] }, container);
  const program = Object.hasOwn(programs, command[0] ?? "") ? programs[command[0] ?? ""] : undefined;
  return success({
    container,
    identity,
    environment: new Map([...imageEnvironment(podHostname(facts), identity), ...own.value]),
    command: [...(program ? [...program.argv, ...command.slice(1)] : command), ...args],
    ...(program ? { program } : {}),
    volumeMounts: mounts.value,
  });
}

/** What containers of ordinary images have before the Pod says anything. */
function imageEnvironment(hostname: string, { userId }: Identity): readonly (readonly [string, string])[] {
  return [
    ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    ["HOSTNAME", hostname],
    ["HOME", userId === 0 ? "/root" : "/"],
  ];
}

/** At most 63 characters, as the kernel and Kubernetes have it. @source pkg/kubelet/util truncatePodHostnameIfNeeded */
export function podHostname({ pod }: PodFacts): string {
  return (pod.spec?.hostname ?? pod.metadata?.name ?? "pod").slice(0, 63).replace(/[-.]+$/, "");
}
