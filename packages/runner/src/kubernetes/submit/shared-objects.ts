import type { ConfigMap, OwnerReference, Pod, Secret } from "@podwright/core";
import type { ObjectKind } from "../../pod-facts.ts";
import { backOff } from "../connection/back-off.ts";
import type { Cluster } from "../connection/cluster.ts";
import { ClusterError } from "../connection/cluster-error.ts";
import type { Tell } from "../watch/patience.ts";
import { isExisting } from "./is-existing.ts";
import { isOurs } from "./run-marks.ts";

/**
 * The ConfigMaps and Secrets of a run. Runs that bring the same one share it without knowing of each other; who uses it stands in it, for its owners are
 * the Pods of the runs that do.
 *
 * - Only what Podwright has made, as its label says, is owned, changed or deleted; what somebody else has put in its place is left alone.
 * - A run has the object stand before its Pod is made, and owns it as soon as the Pod has a uid. An owner is added by a patch that the server merges by
 *   uid: it conflicts with no other owner's, and names the object's uid, so that it never owns a later object of the name. Where the object is gone, the
 *   run makes it again, owned from its first moment.
 * - Who leaves reads the object. While others own it, it takes itself out; when nobody else does, it deletes the object. Either holds only for the
 *   version that was read: an owner who came in between is seen at the next look. So no run deletes what another one owns. Of those that leave at once
 *   one is the last, and deletes; an object that had owners is never left without any, as that the garbage collector would not look at.
 * - The collector takes an object whose owners' Pods are all gone, by the version that it read: what a run leaves that was killed or may not write here.
 * - One without owners is of a run that has no Pod yet, or was killed before it had. The next run that brings it takes it over, and away.
 *
 * One gap stays: between a run's last look before its Pod is made and its owning, a few calls, another run's end may take the object along. It is made
 * again at once, and a kubelet that missed it looks again; but a task whose platform allows no time for that (`create-container-config-error-grace-period`
 * of 0 s) may fail then.
 * @source pkg/controller/garbagecollector/garbagecollector.go attemptToDeleteItem, operations.go deleteObject, kubernetes/kubernetes v1.34.1
 */
interface SharedObjects {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly shared: readonly SharedObject[];
  readonly tell: Tell;
}

/** What a run has made, or shares with runs that have. */
export interface SharedObject {
  readonly kind: ObjectKind;
  /** As it is made. */
  readonly object: ConfigMap | Secret;
}

interface SharedPlace extends SharedObject {
  readonly cluster: Cluster;
  readonly namespace: string;
}

export const resourceOf = { ConfigMap: "configmaps", Secret: "secrets" } as const;

/** Of one object, each a longer while after the one before: ten seconds together. */
const maxTries = 7;

/** Has Kubernetes remove the objects with the last Pod that uses them, even if this process will not be there. Where that is not allowed it is told. */
export async function ownObjects(pod: Pod, { cluster, namespace, shared, tell }: SharedObjects): Promise<void> {
  const { name = "", uid = "" } = pod.metadata ?? {};
  const owner: OwnerReference = { apiVersion: "v1", kind: "Pod", name, uid };
  const owning = shared.map(async (each) => {
    const consequence = `the ${each.kind} ${nameOf(each)} does not go with its Pod, and stays where podwright cannot remove it itself`;
    await untilDone(() => own({ cluster, namespace, ...each }, owner), { consequence, tell });
  });
  await Promise.all(owning);
}

/** Removes what a run has made, unless another run uses it as well. What cannot be removed is told, and left to Kubernetes. */
export async function leaveObjects(
  input: SharedObjects & {
    /** Of the Pod; absent: there is none. */
    readonly uid?: string;
  },
): Promise<void> {
  const { cluster, namespace, shared, uid, tell } = input;
  for (const each of shared) {
    const consequence = `the ${each.kind} ${nameOf(each)} is left to Kubernetes, which removes it once the Pods are gone that own it`;
    await untilDone(() => leave({ cluster, namespace, ...each }, uid), { consequence, tell });
  }
}

/** @returns whether it is owned, or not to be */
async function own(place: SharedPlace, owner: OwnerReference): Promise<boolean> {
  const { cluster, namespace, kind, object } = place;
  const name = nameOf(place);
  const there = await cluster.get(resourceOf[kind], name, { namespace });
  if (there && !isOurs(there)) return true;
  if (there) {
    const metadata = { ownerReferences: [owner], ...uidOf(there) };
    return (await cluster.patch(resourceOf[kind], name, { metadata }, { namespace })) !== undefined;
  }
  try {
    const owned = { ...object, metadata: { ...object.metadata, ownerReferences: [owner] } };
    await cluster.create(resourceOf[kind], owned, { namespace });
    return true;
  } catch (error) {
    // One that broke off may have been heard: the next look tells.
    if (isExisting(error) || (error instanceof ClusterError && error.transient)) return false;
    throw error;
  }
}

/** @returns whether it is gone, or without this owner */
async function leave(place: SharedPlace, uid: string | undefined): Promise<boolean> {
  const { cluster, namespace, kind } = place;
  const name = nameOf(place);
  const there = await cluster.get(resourceOf[kind], name, { namespace });
  if (!there || !isOurs(there)) return true;
  const { ownerReferences = [], resourceVersion } = there.metadata ?? {};
  const version = { ...uidOf(there), ...(resourceVersion !== undefined && { resourceVersion }) };
  const owners = new Set(ownerReferences.map((owner) => owner.uid));
  if (uid !== undefined && owners.has(uid) && owners.size > 1) {
    const metadata = { ownerReferences: [{ $patch: "delete" as const, uid }], ...version };
    return (await cluster.patch(resourceOf[kind], name, { metadata }, { namespace })) !== undefined;
  }
  const isLast = owners.size === 0 || (uid !== undefined && owners.has(uid));
  return !isLast || (await cluster.delete(resourceOf[kind], name, { namespace, ...version }));
}

interface Otherwise {
  readonly consequence: string;
  readonly tell: Tell;
}

/** Tries again while others get in between. What comes of it is told where that goes on, or a call is refused. */
async function untilDone(step: () => Promise<boolean>, { consequence, tell }: Otherwise): Promise<void> {
  try {
    for (let tries = 1; !(await step()); tries += 1) {
      if (tries === maxTries) return tell("ObjectsRemain", `others change it all the time: ${consequence}`);
      await backOff(tries);
    }
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    tell("ObjectsRemain", `${error.problems[0].what}: ${consequence}`);
  }
}

function nameOf({ object }: SharedObject): string {
  return object.metadata?.name ?? "";
}

function uidOf({ metadata }: ConfigMap | Secret): { readonly uid?: string } {
  return metadata?.uid === undefined ? {} : { uid: metadata.uid };
}
