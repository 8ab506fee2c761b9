import type { Composition } from "../compose/composition.ts";
import { diffPods } from "../diff/diff-pods.ts";
import type { PodChange } from "../diff/pod-diff.ts";
import { withStoredDefaults } from "../diff/with-stored-defaults.ts";
import { fieldNames } from "../explain/field-name.ts";
import { isObject } from "../explain/pod-place.ts";
import type { Pod } from "../kubernetes/types.ts";
import { comparablePod } from "./comparable-pod.ts";
import { fieldManagers } from "./field-managers.ts";
import type { Judge, JudgedChange, JudgedPod, Judgement } from "./judged-change.ts";
import { admission } from "./judges/admission.ts";
import { drift } from "./judges/drift.ts";
import { edited } from "./judges/edited.ts";
import { execution } from "./judges/execution.ts";
import { flyte } from "./judges/flyte.ts";
import { ownRun } from "./judges/own-run.ts";
import { scheduler } from "./judges/scheduler.ts";
import { webhook } from "./judges/webhook.ts";

/** In the order in which they are asked: the first that knows an author is right. */
const judges: readonly Judge[] = [scheduler, ownRun, edited, admission, flyte, webhook, execution, drift];

/**
 * What differs between a Pod of a cluster and what composing gives now, and who most likely made it so. An API server's defaults count on both sides;
 * the status, and what a cluster keeps books with, are not compared.
 * @param composition - with its trace
 */
export function explainLivePod(
  composition: Composition,
  live: Pod,
  known: Pick<JudgedPod, "changes" | "unknownFacts" | "isConfigKnown">,
): readonly JudgedChange[] {
  const standing = comparablePod(live);
  const pod: JudgedPod = { ...known, composed: composition.pod, live, managers: fieldManagers(live) };
  const differences = diffPods(withStoredDefaults(composition), withStoredDefaults(standing));
  return differences
    .flatMap((change) => entryByEntry(change, standing.pod))
    .map((change) => {
      const judged = judges.reduce<Judgement | null>((found, judge) => found ?? judge(change, pod), null);
      return { ...change, ...(judged ?? unknown) };
    });
}

/** Each label and annotation may have an author of its own, also where composing gives none at all. */
function entryByEntry(change: PodChange, live: Pod): readonly PodChange[] {
  const { kind, after } = change;
  if (kind !== "added" || !after || !/^metadata\.(labels|annotations)$/.test(change.name) || !isObject(after.value))
    return [change];
  const nameOf = fieldNames(live);
  return Object.entries(after.value).map(([key, value]) => {
    const path = [...after.path, key];
    return { name: nameOf(path), kind, after: { ...after, value, path } };
  });
}

const unknown: Judgement = { author: "drift", evidence: "nothing else explains it" };
