import { type Pod, type Problem, ProblemError } from "@podwright/core";
import type { ObjectKind } from "../../pod-facts.ts";
import type { Cluster } from "../connection/cluster.ts";
import { hasStatus } from "../connection/cluster-error.ts";
import { type PodReference, podReferences } from "./pod-references.ts";

const resourceOf = { ConfigMap: "configmaps", Secret: "secrets" } as const satisfies Record<ObjectKind, string>;

interface LookedAt {
  readonly cluster: Cluster;
  readonly pod: Pod;
  readonly namespace: string;
  /** Those that the manifests have, as `ConfigMap name`. */
  readonly offered: ReadonlySet<string>;
  /** Whether these are created. */
  readonly apply: boolean;
}

/**
 * Throws what a Pod needs and the namespace does not have: its containers would wait for it. What may not be read is left to the kubelet.
 * @problems POD_REFERENCE_MISSING
 */
export async function requireReferences({ cluster, pod, namespace, offered, apply }: LookedAt): Promise<void> {
  const isGiven = ({ kind, name }: PodReference) => apply && offered.has(`${kind} ${name}`);
  const needed = podReferences(pod).filter((reference) => !reference.optional && !isGiven(reference));
  const looked = await Promise.all(
    needed.map(async ({ kind, name, where }): Promise<readonly Problem[]> => {
      if (await isThere(cluster, resourceOf[kind], name, namespace)) return [];
      const isOffered = offered.has(`${kind} ${name}`);
      return [
        {
          code: "POD_REFERENCE_MISSING",
          what: `there is no ${kind} ${name} in namespace ${namespace}`,
          where,
          fix: isOffered
            ? `create it from the manifest that has it: kubectl apply, or --apply for the time of the run`
            : `create it in the cluster, or give its manifest with -f and --apply`,
        },
      ];
    }),
  );
  const [first, ...rest] = looked.flat();
  if (first) throw new ProblemError([first, ...rest]);
}

async function isThere(cluster: Cluster, resource: "configmaps" | "secrets", name: string, namespace: string) {
  try {
    return (await cluster.get(resource, name, { namespace })) !== undefined;
  } catch (error) {
    if (hasStatus(error, 403)) return true;
    throw error;
  }
}
