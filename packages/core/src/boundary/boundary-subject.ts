import { type AppliedTemplate, appliedTemplates } from "../compose/applied-templates.ts";
import { type ComposeOptions, composePod } from "../compose/compose-pod.ts";
import type { Composition } from "../compose/composition.ts";
import type { Facts } from "../compose/facts.ts";
import type { Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import { type ContainerMount, mountsOf } from "./pod/container-mounts.ts";
import { type OwnedContainer, ownedContainers } from "./pod/owners.ts";
import { type TraceIndex, traceIndex } from "./pod/trace-index.ts";
import { withoutInitEntries } from "./without-init-entries.ts";
import { withoutTaskSecurity } from "./without-task-security.ts";

/** A composed Pod as the rules look at it. */
export interface BoundarySubject {
  readonly facts: Facts;
  /** Traced. */
  readonly composition: Composition;
  /** The Pod of the same facts without what templates say to init containers alone. */
  readonly withoutInitEntries: Result<Composition>;
  /** The Pod that the templates would make if the task said nothing of security; undefined if it says nothing, or that gives no Pod. */
  readonly withoutTaskSecurity: Composition | undefined;
  readonly templates: readonly AppliedTemplate[];
  readonly trace: TraceIndex;
  /** Init containers first. */
  readonly containers: readonly OwnedContainer[];
  readonly mounts: readonly ContainerMount[];
}

/** @problems those of composing the Pod */
export function boundarySubject(
  facts: Facts,
  { semantics }: Pick<ComposeOptions, "semantics">,
): Result<BoundarySubject> {
  const composed = composePod(facts, { semantics, trace: true });
  if (!composed.ok) return composed;
  const composition = composed.value;
  const trace = traceIndex(composition.trace ?? []);
  const containers = ownedContainers(composition.pod, trace);
  const ofInit = containers.filter(({ list, from }) => list === "initContainers" && from !== "template");
  const stripped = withoutTaskSecurity(facts);
  const baseline = stripped && composePod(stripped, { semantics });
  return resultOf(
    {
      facts,
      composition,
      withoutInitEntries: composePod(withoutInitEntries(facts, new Set(ofInit.map(({ name }) => name))), { semantics }),
      withoutTaskSecurity: baseline?.ok ? baseline.value : undefined,
      templates: appliedTemplates(facts),
      trace,
      containers,
      mounts: mountsOf(composition.pod, containers, trace),
    },
    composition.problems,
  );
}
