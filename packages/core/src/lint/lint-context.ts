import type { Composition } from "../compose/composition.ts";
import type { DocumentId, Facts, SourcedPodTemplate } from "../compose/facts.ts";
import type { Problem } from "../problem/problem.ts";
import type { LintInput } from "./lint-input.ts";

/** What rules look at. */
export interface LintContext extends Omit<LintInput, "tasks"> {
  /** A Pod for each task and each template that serves it, and one of a stand-in task for each template that serves none. */
  readonly pods: readonly LintedPod[];
}

/** The Pod of one task under one template. */
export interface LintedPod {
  /** Absent: a stand-in, a container task that has inputs and outputs, and nothing else. */
  readonly task?: DocumentId;
  /** Absent: no template serves the task. */
  readonly template?: SourcedPodTemplate;
  readonly namespace: string;
  /** Namespaces in which Flyte looks for templates, and the template, which nobody names, is in none of them; absent: it is, or is named. */
  readonly lookedIn?: readonly string[];
  readonly facts: Facts;
  /** Whether the platform's config is somebody's, who can change it. */
  readonly configured: boolean;
  /** Names of the execution's facts that are somebody's. */
  readonly givenFacts: readonly string[];
  /** With its trace; absent where composing ended with problems. */
  readonly composition?: Composition;
  /** What composing said: warnings, or what stood in its way. */
  readonly problems: readonly Problem[];
}
