import type { Container } from "../../kubernetes/types.ts";
import type { Draft, Frozen } from "../../merge/draft.ts";
import { setField } from "../../merge/write-field.ts";
import { documents } from "../documents.ts";
import type { Facts } from "../facts.ts";

/** In whose name Flyte's semantics read a task. */
export const rawPodLayer = "raw-pod";

/**
 * Gives the container of a container task Flyte's termination message policy, and the platform's pull policy.
 * @source flytek8s/container_helper.go BuildRawContainer, flyteorg/flyte v2.0.43
 */
export function completeContainer(draft: Draft, { config }: Facts, container: Frozen<Container>): void {
  setField(draft, container, "terminationMessagePolicy", "FallbackToLogsOnError", { layer: rawPodLayer });
  const source = { document: documents.config, path: ["image-pull-policy"] };
  const pullPolicy = config["image-pull-policy"];
  if (pullPolicy) setField(draft, container, "imagePullPolicy", pullPolicy, { layer: rawPodLayer, source });
}
