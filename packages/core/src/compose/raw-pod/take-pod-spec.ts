import { decodeKubernetes } from "../../kubernetes/decode.ts";
import type { PodSpec } from "../../kubernetes/types.ts";
import { type Draft, report } from "../../merge/draft.ts";
import { mergeMap } from "../../merge/map-entries.ts";
import type { Origin } from "../../merge/origin.ts";
import { takeSpec } from "../../merge/write-spec.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";

/** A Pod spec as a protobuf Struct holds it, and how Flyte says that it cannot be read. */
export interface StructPodSpec {
  readonly value: unknown;
  readonly origin: Origin;
  /** Stands before the values' paths in the problems. */
  readonly where: string;
  /** Flyte's words before what is wrong; absent: it has none. */
  readonly refusal?: string;
}

/**
 * Makes a Pod spec out of a Struct the draft's.
 * @returns false if it cannot be read: the problems are reported
 * @problems MANIFEST_INVALID
 * @source pluginmachinery/utils/marshal_utils.go UnmarshalStructToObj, flyteorg/flyte v2.0.43
 */
export function takePodSpec(draft: Draft, { value, origin, where, refusal }: StructPodSpec): boolean {
  const decoded = decodeKubernetes<PodSpec>("corev1.PodSpec", value, where);
  const problems = decoded.ok ? decoded.warnings : decoded.problems;
  for (const problem of problems) {
    const inFlytesWords = refusal && problem.severity === undefined;
    report(
      draft,
      inFlytesWords ? { ...problem, what: badTaskSpecification(`${refusal}, Err: [${problem.what}]`) } : problem,
    );
  }
  if (!decoded.ok) return false;
  takeSpec(draft, decoded.value, origin);
  return true;
}

/** Lays labels and annotations that a Pod spec came with over those that the draft has. */
export function takeMetadata(
  draft: Draft,
  metadata: { readonly annotations?: TextMap; readonly labels?: TextMap } | undefined,
  origin: Origin,
): void {
  const { recorder } = draft;
  mergeMap(draft, draft.metadata, "annotations", metadata?.annotations ?? {}, recorder.at(origin, "annotations"));
  mergeMap(draft, draft.metadata, "labels", metadata?.labels ?? {}, recorder.at(origin, "labels"));
}

type TextMap = Readonly<Record<string, string>>;
