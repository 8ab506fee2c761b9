import type { Container } from "../../kubernetes/types.ts";
import type { Draft, Frozen } from "../../merge/draft.ts";
import type { Facts } from "../facts.ts";
import type { StructPodSpec } from "./take-pod-spec.ts";

/** How a semantics reads the Pod that a task states. */
export interface Reading {
  /** In whose name it is written. */
  readonly layer: string;
  /** What a container task's accelerators are called. */
  readonly acceleratorName: string;
  /** Makes a Pod spec out of a Struct the draft's; false if it cannot be read: the problems are reported. */
  takePodSpec(draft: Draft, spec: StructPodSpec): boolean;
  /** Gives the container of a container task what the task cannot say. */
  complete?(draft: Draft, facts: Facts, container: Frozen<Container>): void;
}
