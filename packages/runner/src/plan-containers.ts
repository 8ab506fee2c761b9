import {
  type Container,
  problemsOf,
  type Result,
  resultOf,
  success,
  type VolumeMount,
  valuesOf,
} from "@podwright/core";
import { containerPlaces } from "./container-places.ts";
import { containerEnvironment } from "./environment/container-environment.ts";
import { expand } from "./environment/expand.ts";
import type { PodFacts } from "./pod-facts.ts";
import type { ProgramOnHost } from "./runner.ts";
import { expandSubPaths } from "./volumes/expand-sub-paths.ts";

/** A container with all that its Pod says worked out; what its image says is not known yet. */
export interface ContainerPlan {
  readonly where: string;
  readonly container: Container;
  /** The Pod's own variables. */
  readonly environment: ReadonlyMap<string, string>;
  /** Empty: the image's entry point. */
  readonly command: readonly string[];
  /** Empty: the image's, unless there is a command. */
  readonly args: readonly string[];
  /** The program of this machine that serves the command in the image's place. */
  readonly program?: ProgramOnHost;
  readonly volumeMounts: readonly VolumeMount[];
}

/**
 * Every container of a Pod, init containers first.
 * @param programs - what serves a command of that path
 * @problems POD_REFERENCE_MISSING, ENGINE_UNSUPPORTED, POD_INVALID
 */
export function planContainers(
  facts: PodFacts,
  programs: Readonly<Record<string, ProgramOnHost>>,
): Result<readonly ContainerPlan[]> {
  const results = containerPlaces(facts.pod).map(([where, container]) => planContainer(facts, container, where));
  const plans = valuesOf(results).map((plan): ContainerPlan => {
    const path = plan.command[0] ?? "";
    const program = Object.hasOwn(programs, path) ? programs[path] : undefined;
    return program ? { ...plan, program, command: [...program.argv, ...plan.command.slice(1)] } : plan;
  });
  return resultOf(plans, problemsOf(results));
}

function planContainer(facts: PodFacts, container: Container, where: string): Result<ContainerPlan> {
  const own = containerEnvironment(facts, container, where);
  if (!own.ok) return own;
  const mounts = expandSubPaths(container.volumeMounts ?? [], own.value, where);
  if (!mounts.ok) return mounts;
  const expanded = (words: readonly string[] = []) => words.map((word) => expand(word, (name) => own.value.get(name)));
  return success({
    ...{ where, container, environment: own.value, volumeMounts: mounts.value },
    ...{ command: expanded(container.command), args: expanded(container.args) },
  });
}
