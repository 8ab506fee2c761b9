import type { Pod } from "@podwright/core";
import type { Cluster } from "../connection/cluster.ts";
import { ClusterError } from "../connection/cluster-error.ts";
import type { Tell } from "../watch/patience.ts";

interface Note {
  readonly annotations: Readonly<Record<string, string>>;
  /** What comes of it where it cannot be noted. */
  readonly otherwise: string;
}

/** Notes something on a run's Pod; where that is not allowed it is told. */
export async function noteOn(
  cluster: Cluster,
  { metadata }: Pod,
  { annotations, otherwise }: Note,
  tell: Tell,
): Promise<void> {
  const { name = "", namespace = "" } = metadata ?? {};
  await cluster.patch("pods", name, { metadata: { annotations } }, { namespace }).catch((error: unknown) => {
    if (!(error instanceof ClusterError)) throw error;
    tell("RunNotMarked", `${error.problems[0].what}: ${otherwise}`);
  });
}
