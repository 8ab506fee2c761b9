import type { Pod } from "@podwright/core";
import type { Sources } from "../facts/gather-sources.ts";
import type { Shell } from "../shell.ts";
import type { ClusterSettings } from "./cluster-settings.ts";
import { missingOf } from "./find-missing.ts";
import { withCluster } from "./read-cluster.ts";
import { referencesBesides } from "./references-besides.ts";

/** Warns of the ConfigMaps and Secrets that a Pod refers to and that neither the files nor the cluster have. */
export async function tellMissing(
  pod: Pod,
  { manifests }: Pick<Sources, "manifests">,
  { settings, shell }: { readonly settings: ClusterSettings; readonly shell: Pick<Shell, "environment" | "warn"> },
): Promise<void> {
  const { namespace = "" } = pod.metadata ?? {};
  const references = referencesBesides(pod, manifests);
  if (references.length === 0) return;
  const ask = withCluster(settings, shell.environment, (reader) => missingOf(references, namespace, reader));
  for (const problem of await ask) shell.warn(problem);
}
