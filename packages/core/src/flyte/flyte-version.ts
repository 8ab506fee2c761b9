/** A Flyte whose rules are copied: v1.16.8 and v2.0.43. */
export type FlyteVersion = "flyte-1.16" | "flyte-2.0";
