import type { ConfigMap, Pod, Problem, Secret } from "@podwright/core";
import type { Shell } from "../shell.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import type { ClusterSettings } from "./cluster-settings.ts";
import { type PermittedReading, permitted } from "./permitted.ts";
import { withCluster } from "./read-cluster.ts";
import { type GivenObjects, referencesBesides } from "./references-besides.ts";

interface Asking extends Pick<Shell, "environment"> {
  readonly cluster: ClusterSettings;
  warn(problem: Problem): void;
}

/**
 * The ConfigMaps and Secrets that were given, and from the cluster those that a Pod refers to besides. What the cluster lacks, or the caller may not read,
 * is left out: the engine tells what it cannot do without.
 */
export async function readReferenced(
  pod: Pod,
  given: GivenObjects,
  { cluster, environment, warn }: Asking,
): Promise<GivenObjects> {
  const references = referencesBesides(pod, given);
  if (references.length === 0) return given;
  const { namespace = "" } = pod.metadata ?? {};
  const namesOf = (kind: "ConfigMap" | "Secret"): readonly string[] => [
    ...new Set(references.filter((each) => each.kind === kind).map(({ name }) => name)),
  ];
  const [configMaps, secrets] = await withCluster(cluster, environment, (reader) =>
    Promise.all([
      readAll<ConfigMap>(namesOf("ConfigMap"), (name) => reader.get("configmaps", name, { namespace })),
      readAll<Secret>(namesOf("Secret"), (name) => reader.get("secrets", name, { namespace })),
    ]),
  );
  for (const problem of [...configMaps.problems, ...secrets.problems]) warn(problem);
  return {
    configMaps: [...given.configMaps, ...(configMaps.value ?? [])],
    secrets: [...given.secrets, ...(secrets.value ?? [])],
  };
}

async function readAll<T>(
  names: readonly string[],
  read: (name: string) => ReturnType<ClusterReader["get"]>,
): Promise<PermittedReading<readonly T[]>> {
  const readings = await Promise.all(names.map((name) => permitted(read(name))));
  const problems = new Map(readings.flatMap((each) => each.problems).map((problem) => [problem.what, problem]));
  return { value: readings.flatMap(({ value }) => (value ? [value as T] : [])), problems: [...problems.values()] };
}
