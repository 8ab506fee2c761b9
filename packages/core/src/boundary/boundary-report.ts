import type { Composition } from "../compose/composition.ts";
import type { DocumentPlace, FieldPath } from "../merge/origin.ts";
import type { Problem } from "../problem/problem.ts";

/** The rules that a Pod is checked by. (B9 is the copilot's own: it holds when files are moved.) */
export type BoundaryRuleName = "B1" | "B2" | "B3" | "B4" | "B5" | "B6" | "B7" | "B8";

/** One way in which a Pod's containers are less apart than they should be, or what is worth knowing about that. */
export interface BoundaryFinding extends Problem {
  readonly rule: BoundaryRuleName;
  /** Always said here. In enforce mode an `error` refuses the Pod. */
  readonly severity: "error" | "warning" | "information";
  /** The container that has what it should not have. Absent: the Pod as a whole. */
  readonly container?: string;
  readonly volume?: string;
  /** The field in question, from the Pod's root. */
  readonly path: FieldPath;
  /** What `where` names, for programs; absent where no document holds it. */
  readonly source?: DocumentPlace;
}

/** A finding that a platform template takes upon itself. */
export interface WaivedFinding extends BoundaryFinding {
  readonly waiver: Waiver;
}

/** `podwright.dev/waive` of a platform template, for one rule. */
export interface Waiver {
  readonly rule: BoundaryRuleName;
  /** The PodTemplate's name. */
  readonly template: string;
  /** The annotation. */
  readonly source: DocumentPlace;
}

export interface BoundaryReport {
  /** What was checked, with its trace. */
  readonly composition: Composition;
  /** In the order of the rules, then of the Pod. */
  readonly findings: readonly BoundaryFinding[];
  readonly waived: readonly WaivedFinding[];
  /** What the rules let pass and a reader may still want to know: a ConfigMap that others read, a CA mount that hides the image's roots. */
  readonly notes: readonly BoundaryFinding[];
  /** Every waiver of the templates that apply, also those that nothing needed. */
  readonly waivers: readonly Waiver[];
}
