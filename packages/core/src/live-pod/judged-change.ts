import type { DocumentId } from "../compose/facts.ts";
import type { PodChange } from "../diff/pod-diff.ts";
import type { Pod } from "../kubernetes/types.ts";
import type { FieldManager } from "./field-managers.ts";

/**
 * Who most likely made a difference between a Pod in a cluster and what composing gives now:
 * `drift` what it was composed of has changed since; `webhook` an admission webhook; `edited` somebody changed the Pod later; `execution` a fact of the
 * execution that nobody told; `podwright` what `podwright run` notes on its Pods; `admission` the API server's own admission; `scheduler` the scheduler;
 * `flyte` Flyte itself, later; `unjudged` Flyte's config may decide it, which is not known.
 */
export type LikelyAuthor =
  | "drift"
  | "webhook"
  | "edited"
  | "execution"
  | "unjudged"
  | "podwright"
  | "admission"
  | "scheduler"
  | "flyte";

export interface Judgement {
  readonly author: LikelyAuthor;
  /** What speaks for it, for people. */
  readonly evidence: string;
}

/** A difference and who most likely made it; `before` is composed, `after` stands in the cluster. */
export interface JudgedChange extends PodChange, Judgement {}

/** What is known beside the difference itself. */
export interface JudgedPod {
  readonly composed: Pod;
  readonly live: Pod;
  /** Of the Pod in the cluster; the first one made it. */
  readonly managers: readonly FieldManager[];
  /** Names of the execution's facts that nobody told, for which composing takes placeholders. */
  readonly unknownFacts: readonly string[];
  /** Whether Flyte's config was found; without it what composing gives has Flyte's defaults in its place. */
  readonly isConfigKnown: boolean;
  /** Of the documents that stand in the cluster, what they are called and when each last changed. */
  readonly changes: ReadonlyMap<DocumentId, DocumentChange>;
}

export interface DocumentChange {
  readonly name: string;
  /** RFC 3339. */
  readonly time: string;
}

/** One way to tell an author: null where it does not apply. */
export type Judge = (change: PodChange, pod: JudgedPod) => Judgement | null;
