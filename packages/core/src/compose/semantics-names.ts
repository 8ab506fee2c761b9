import type { FlyteVersion } from "../flyte/flyte-version.ts";

/** Whose rules compose a Pod. */
export type SemanticsName = FlyteVersion | "podwright";

/** Every semantics there is; the first is the default. */
export const semanticsNames: readonly [SemanticsName, ...SemanticsName[]] = ["flyte-2.0", "flyte-1.16", "podwright"];
