/** What becomes of the boundary's findings: they are told, composing fails over those that are errors, or nobody looks. */
export type BoundaryMode = "report" | "enforce" | "off";

/** Every mode; the first is the default. */
export const boundaryModes: readonly [BoundaryMode, ...BoundaryMode[]] = ["report", "enforce", "off"];
