/** What the text of a setting, or of a flag, is read as. */
export type ValueKind = "string" | "boolean" | "integer" | "duration" | "base64" | "pairs" | "list";

/** One key of upstream's config that has a value of its own. */
export interface Setting {
  /** Flyte's key, as its documentation writes it: `storage.limits.maxDownloadMBs`. Compared without regard to case. */
  readonly key: string;
  readonly kind: ValueKind;
  readonly means: string;
  /** What stands where nobody says anything, as a person would write it; absent for nothing. */
  readonly byDefault?: string;
  /** Flags, variables and files can say it; or files alone. */
  readonly from: "everywhere" | "files";
  /** Accepted so that a Pod written for upstream starts, and without effect here. */
  readonly ignored?: true;
}
