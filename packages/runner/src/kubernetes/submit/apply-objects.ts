import { isDeepStrictEqual } from "node:util";
import {
  type ConfigMap,
  type OwnerReference,
  type Pod,
  type Problem,
  ProblemError,
  type Secret,
} from "@podwright/core";
import type { ObjectKind } from "../../pod-facts.ts";
import type { Cluster } from "../connection/cluster.ts";
import { ClusterError } from "../connection/cluster-error.ts";
import type { Tell } from "../watch/patience.ts";
import { isOurs, runLabels } from "./run-marks.ts";

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

/** What a namespace takes, or has already. */
export interface CheckedObjects extends GivenObjects {
  /** What stands there of each. */
  readonly standing: readonly (ConfigMap | Secret | undefined)[];
}

/** What a run has made, or shares with runs that have. */
export interface AppliedObject {
  readonly kind: ObjectKind;
  readonly name: string;
}

const resourceOf = { ConfigMap: "configmaps", Secret: "secrets" } as const;

/**
 * Asks the cluster whether it would take a run's ConfigMaps and Secrets, and makes nothing.
 * @problems CLUSTER_OBJECT_DIFFERS for one that is there with another content, and those of calls
 */
export async function checkObjects(given: GivenObjects): Promise<CheckedObjects> {
  const { cluster, namespace, run, objects } = given;
  const standing = await Promise.all(
    objects.map(({ kind, object }) => cluster.get(resourceOf[kind], nameOf(object), { namespace })),
  );
  const differing = objects.flatMap(({ kind, object }, index): readonly Problem[] => {
    const there = standing[index];
    if (!there || isDeepStrictEqual(contentOf(there), contentOf(object))) return [];
    return [
      {
        code: "CLUSTER_OBJECT_DIFFERS",
        what: `the ${kind} ${nameOf(object)} of the manifests differs from the one in namespace ${namespace}, which is not overwritten`,
        where: `${cluster.server}, ${kind} ${namespace}/${nameOf(object)}`,
        fix: "give the one that is there another name or namespace, update it by hand, or leave --apply out to use it",
      },
    ];
  });
  const [first, ...rest] = differing;
  if (first) throw new ProblemError([first, ...rest]);
  for (const [index, { kind, object }] of objects.entries()) {
    if (standing[index]) continue;
    await cluster.create(resourceOf[kind], toCreate(object, namespace, run), { namespace, dryRun: true });
  }
  return { ...given, standing };
}

/**
 * Creates those of a run's ConfigMaps and Secrets that are not there, or none of them.
 * @returns those that are Podwright's to remove
 * @problems those of calls
 */
export async function applyObjects(checked: CheckedObjects, tell: Tell): Promise<readonly AppliedObject[]> {
  const { cluster, namespace, run, objects, standing } = checked;
  const applied: AppliedObject[] = [];
  try {
    for (const [index, { kind, object }] of objects.entries()) {
      const there = standing[index];
      const name = nameOf(object);
      if (!there) await cluster.create(resourceOf[kind], toCreate(object, namespace, run), { namespace });
      if (!there || isOurs(there)) applied.push({ kind, name });
    }
  } catch (error) {
    await removeObjects({ cluster, namespace, applied, tell });
    throw error;
  }
  return applied;
}

interface AppliedObjects {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly applied: readonly AppliedObject[];
  readonly tell: Tell;
}

/** Has Kubernetes remove the objects with the last Pod that uses them, even if this process will not be there. Where that is not allowed it is told. */
export async function ownObjects(pod: Pod, { cluster, namespace, applied, tell }: AppliedObjects): Promise<void> {
  const { name = "", uid = "" } = pod.metadata ?? {};
  const owner: OwnerReference = { apiVersion: "v1", kind: "Pod", name, uid };
  for (const object of applied) {
    const owning = addOwner(cluster, { namespace, ...object }, owner);
    await owning.catch(
      told(
        tell,
        `the ${object.kind} ${object.name} does not go with its Pod, and stays where podwright cannot remove it itself`,
      ),
    );
  }
}

/** Removes what a run has made, unless another run uses it as well. What cannot be removed is told, and left to Kubernetes. */
export async function removeObjects(
  input: AppliedObjects & {
    /** Of the Pod; absent: there is none. */
    readonly uid?: string;
  },
): Promise<void> {
  const { cluster, namespace, applied, uid, tell } = input;
  for (const object of applied) {
    const consequence = `the ${object.kind} ${object.name} is left to Kubernetes, which removes it once the Pods are gone that own it`;
    await leaveObject(cluster, { namespace, uid, ...object }).catch(told(tell, consequence));
  }
}

/** Takes an object away, or, where others own it too, a Pod that is gone from its owners: the last of them is to find no other. */
async function leaveObject(
  cluster: Cluster,
  { kind, name, namespace, uid }: AppliedObject & { readonly namespace: string; readonly uid: string | undefined },
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const there = await cluster.get(resourceOf[kind], name, { namespace });
    if (!there || !isOurs(there)) return;
    const { ownerReferences = [], resourceVersion, uid: own } = there.metadata ?? {};
    const others = ownerReferences.filter((owner) => owner.uid !== uid);
    if (others.length === 0) {
      await cluster.delete(resourceOf[kind], name, { namespace, ...(own !== undefined && { uid: own }) });
      return;
    }
    if (others.length === ownerReferences.length) return;
    const metadata = { ownerReferences: others, ...(resourceVersion && { resourceVersion }) };
    if (await cluster.patch(resourceOf[kind], name, { metadata }, { namespace })) return;
  }
}

async function addOwner(
  cluster: Cluster,
  { kind, name, namespace }: AppliedObject & { readonly namespace: string },
  owner: OwnerReference,
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const there = await cluster.get(resourceOf[kind], name, { namespace });
    if (!there) return;
    const { ownerReferences = [], resourceVersion } = there.metadata ?? {};
    const metadata = { ownerReferences: [...ownerReferences, owner], ...(resourceVersion && { resourceVersion }) };
    if (await cluster.patch(resourceOf[kind], name, { metadata }, { namespace })) return;
  }
}

/** Takes a refusal, and tells what comes of it. */
function told(tell: Tell, consequence: string): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof ClusterError)) throw error;
    tell("ObjectsRemain", `${error.problems[0].what}: ${consequence}`);
  };
}

function nameOf({ metadata }: ConfigMap | Secret): string {
  return metadata?.name ?? "";
}

function toCreate(object: ConfigMap | Secret, namespace: string, run: string): ConfigMap | Secret {
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
