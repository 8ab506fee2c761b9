import type { ConfigMap, Pod, Problem, Secret } from "@podwright/core";
import type { Shell } from "../shell.ts";
import type { ClusterReader } from "./cluster-reader.ts";
import type { ClusterSettings } from "./cluster-settings.ts";
import { missingReference } from "./find-missing.ts";
import { oneRefusal } from "./one-refusal.ts";
import { type PermittedReading, permitted } from "./permitted.ts";
import { withCluster } from "./read-cluster.ts";
import { type GivenObjects, referencesBesides } from "./references-besides.ts";

interface Asking extends Pick<Shell, "environment"> {
  readonly cluster: ClusterSettings;
  warn(problem: Problem): void;
}

/**
 * The ConfigMaps and Secrets that were given, and from the cluster those that a Pod refers to besides. What the cluster lacks is told and left out, and
 * what the caller may not read too: the engine tells what it cannot do without.
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
  const [configMaps, secrets, context] = await withCluster(cluster, environment, (reader) =>
    Promise.all([
      readAll<ConfigMap>(namesOf("ConfigMap"), (name) => reader.get("configmaps", name, { namespace })),
      readAll<Secret>(namesOf("Secret"), (name) => reader.get("secrets", name, { namespace })),
      reader.context,
    ]),
  );
  const lacking = references.filter(
    ({ kind, name, optional }) => !optional && (kind === "ConfigMap" ? configMaps : secrets).absent.includes(name),
  );
  const told = new Map(
    lacking.map((each) => [`${each.kind} ${each.name}`, missingReference(each, namespace, { context })]),
  );
  for (const problem of [...told.values(), ...oneRefusal([...configMaps.problems, ...secrets.problems])]) warn(problem);
  return {
    configMaps: [...given.configMaps, ...(configMaps.value ?? [])],
    secrets: [...given.secrets, ...(secrets.value ?? [])],
  };
}

async function readAll<T>(
  names: readonly string[],
  read: (name: string) => ReturnType<ClusterReader["get"]>,
): Promise<PermittedReading<readonly T[]> & { readonly absent: readonly string[] }> {
  const readings = await Promise.all(names.map((name) => permitted(read(name))));
  const absent = names.filter((_, index) => !readings[index]?.value && readings[index]?.problems.length === 0);
  const value = readings.flatMap((reading) => (reading.value ? [reading.value as T] : []));
  return { value, problems: readings.flatMap((each) => each.problems), absent };
}
