import type { Pod } from "../kubernetes/types.ts";
import { createDraft, type Draft, report } from "../merge/draft.ts";
import { silentRecorder } from "../merge/recorder.ts";
import { createTraceRecorder } from "../merge/trace-recorder.ts";
import { isError, type Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import type { BoundaryMode } from "./boundary-mode.ts";
import type { Composition } from "./composition.ts";
import type { Facts } from "./facts.ts";
import type { Layer } from "./layer.ts";
import { flyte116 } from "./semantics/flyte-1.16.ts";
import { flyte20 } from "./semantics/flyte-2.0.ts";
import { podwright } from "./semantics/podwright.ts";
import type { SemanticsName } from "./semantics-names.ts";
import { servedElsewhere } from "./served-elsewhere.ts";

export interface ComposeOptions {
  /** Whose rules compose the Pod. */
  readonly semantics: SemanticsName;
  /** Whether to tell where each field came from; false by default, which is faster. */
  readonly trace?: boolean;
  /** `enforce`: by podwright's rules a task may not change hardening that a template sets. The boundary itself is `composeWithin`'s. */
  readonly boundary?: BoundaryMode;
}

/**
 * Composes the Pod of one task attempt. Facts are not changed, and the Pod may share parts with them: do not change either.
 * The Pod's `kind` is `pod`, as Flyte submits it; printers write `Pod`.
 *
 * Where a layer cannot do its part, composing ends with its problems, the one that Flyte would report first; `what` holds Flyte's text.
 * @problems TASK_TARGET_UNSUPPORTED, TASK_RESOURCES_MISSING, QUANTITY_INVALID, PRIMARY_CONTAINER_MISSING, COPILOT_STORAGE_MISSING,
 * POD_TEMPLATE_MISSING, and those of the layers (`semantics/`); as warnings DEFAULT_POD_TEMPLATE_MISSING,
 * PRIMARY_INIT_NEVER_APPLIES, TASK_TYPE_SERVED_ELSEWHERE, TEMPLATE_CONTAINER_UNMATCHED
 */
export function composePod(facts: Facts, options: ComposeOptions): Result<Composition> {
  const recorder = options.trace ? createTraceRecorder() : undefined;
  const draft = createDraft(recorder ?? silentRecorder, { locksHardening: options.boundary === "enforce" });
  const elsewhere = servedElsewhere(facts, options.semantics);
  if (elsewhere) report(draft, elsewhere);
  for (const layer of layersOf[options.semantics]) {
    layer.apply(draft, facts);
    if (draft.problems.length === 0 || !draft.problems.some(isError)) continue;
    if (!recorder && options.semantics === "podwright") return composedAgain(facts, options);
    break;
  }
  const pod = podOf(draft);
  const composition: Composition = {
    pod,
    primaryContainerName: draft.primaryContainerName,
    problems: draft.problems,
    ...(recorder ? { trace: recorder.traceOf(pod, { layer: identity }), removals: recorder.removals } : {}),
  };
  return resultOf(composition, draft.problems);
}

/** Whether podwright's rules see a problem may depend on the layers that it lies between, and only a trace knows them. */
function composedAgain(facts: Facts, options: ComposeOptions): Result<Composition> {
  const traced = composePod(facts, { ...options, trace: true });
  if (!traced.ok) return traced;
  const { trace, removals, ...composition } = traced.value;
  return resultOf<Composition>(composition, composition.problems);
}

const layersOf: Readonly<Record<SemanticsName, readonly Layer[]>> = {
  "flyte-1.16": flyte116,
  "flyte-2.0": flyte20,
  podwright,
};

/** The layer of `apiVersion` and `kind`, which every Pod has alike. */
const identity = "identity";

/** @source flytek8s/pod_helper.go BuildIdentityPod, flyteorg/flyte v2.0.43 */
function podOf({ metadata, spec }: Draft): Pod {
  return { apiVersion: "v1", kind: "pod", metadata, spec } as Pod;
}
