import type { DocumentId } from "../compose/facts.ts";
import type { ProblemCode } from "../problem/catalogue.ts";

export type Severity = "error" | "warning" | "information";

/** A place in a document; a shell turns it into file, line and column. */
export interface Place {
  readonly document: DocumentId;
  /** Empty: the document as a whole. */
  readonly path: readonly (string | number)[];
}

/** One thing that a rule of `podwright lint` has to say. */
export interface Finding {
  /** The rule's id. */
  readonly rule: string;
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** One sentence in lower case. */
  readonly what: string;
  readonly where: Place;
  /** What to do about it; may have several lines, such as YAML to paste. */
  readonly fix: string;
  /** The tasks that it was found with, by document; absent where it holds whatever the task. */
  readonly tasks?: readonly DocumentId[];
  /** The container it is about. */
  readonly container?: string;
}
