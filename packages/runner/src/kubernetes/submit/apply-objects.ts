import { isDeepStrictEqual } from "node:util";
import { type ConfigMap, type Problem, ProblemError, type Secret } from "@podwright/core";
import type { ObjectKind } from "../../pod-facts.ts";
import type { Cluster } from "../connection/cluster.ts";
import type { Tell } from "../watch/patience.ts";
import { isExisting } from "./is-existing.ts";
import { isOurs, runLabels } from "./run-marks.ts";
import { leaveObjects, resourceOf, type SharedObject } from "./shared-objects.ts";

/** A ConfigMap or Secret as it is to stand in the namespace. */
export interface GivenObject {
  readonly kind: ObjectKind;
  readonly object: ConfigMap | Secret;
}

interface GivenObjects {
  readonly cluster: Cluster;
  readonly namespace: string;
  /** The Pod's name. */
  readonly run: string;
  readonly objects: readonly GivenObject[];
}

/**
 * Asks the cluster whether it would take a run's ConfigMaps and Secrets, and makes nothing.
 * @problems CLUSTER_OBJECT_DIFFERS for one that is there with another content, and those of calls
 */
export async function checkObjects(given: GivenObjects): Promise<void> {
  const standing = await Promise.all(given.objects.map((each) => standingOf(given, each)));
  const differing = given.objects.flatMap((each, index) => differenceOf(given, each, standing[index]));
  const [first, ...rest] = differing;
  if (first) throw new ProblemError([first, ...rest]);
  for (const [index, each] of given.objects.entries()) if (!standing[index]) await create(given, each, true);
}

/**
 * Creates those of a run's ConfigMaps and Secrets that are not there by now, or none of them.
 * @returns those that are Podwright's to remove
 * @problems CLUSTER_OBJECT_DIFFERS, and those of calls
 */
export async function applyObjects(given: GivenObjects, tell: Tell): Promise<readonly SharedObject[]> {
  const { cluster, namespace } = given;
  const shared: SharedObject[] = [];
  try {
    for (const each of given.objects) {
      const there = await standingOf(given, each);
      const [difference] = differenceOf(given, each, there);
      if (difference) throw new ProblemError([difference]);
      if (there && !isOurs(there)) continue;
      // Before it is made: the answer may be lost.
      shared.push({ kind: each.kind, object: toCreate(given, each) });
      if (!there) await create(given, each);
    }
  } catch (error) {
    await leaveObjects({ cluster, namespace, shared, tell });
    throw error;
  }
  return shared;
}

async function standingOf({ cluster, namespace }: GivenObjects, { kind, object }: GivenObject) {
  return await cluster.get(resourceOf[kind], nameOf(object), { namespace });
}

/** Another run may make it in the same moment: it is shared then, and looked at before it is owned. */
async function create(given: GivenObjects, each: GivenObject, dryRun = false): Promise<void> {
  const { cluster, namespace } = given;
  try {
    await cluster.create(resourceOf[each.kind], toCreate(given, each), { namespace, dryRun });
  } catch (error) {
    if (!isExisting(error)) throw error;
  }
}

function differenceOf(
  { cluster, namespace }: GivenObjects,
  { kind, object }: GivenObject,
  there: ConfigMap | Secret | undefined,
): readonly Problem[] {
  if (!there || isDeepStrictEqual(contentOf(there), contentOf(object))) return [];
  return [
    {
      code: "CLUSTER_OBJECT_DIFFERS",
      what: `the ${kind} ${nameOf(object)} of the manifests differs from the one in namespace ${namespace}, which is not overwritten`,
      where: `${cluster.server}, ${kind} ${namespace}/${nameOf(object)}`,
      fix: "give the one that is there another name or namespace, update it by hand, or leave --apply out to use it",
    },
  ];
}

function nameOf({ metadata }: ConfigMap | Secret): string {
  return metadata?.name ?? "";
}

function toCreate({ namespace, run }: GivenObjects, { object }: GivenObject): ConfigMap | Secret {
  const { metadata, ...content } = object;
  const { name = "", labels, annotations } = metadata ?? {};
  return {
    ...content,
    metadata: { name, namespace, labels: { ...labels, ...runLabels(run) }, ...(annotations && { annotations }) },
  };
}

/** As the API server keeps it: `stringData` has gone into `data`. */
function contentOf(object: ConfigMap | Secret): object {
  const { data = {}, immutable = false } = object;
  const { binaryData = {}, stringData = {}, type = "Opaque" } = object as ConfigMap & Secret;
  const encoded = Object.entries(stringData).map(([key, text]) => [key, Buffer.from(text).toString("base64")]);
  return { data: { ...data, ...Object.fromEntries(encoded) }, binaryData, immutable, type };
}
