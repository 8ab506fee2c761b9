import type { Origin } from "../merge/origin.ts";

/** Of what nobody says, and an API server fills in. */
export const filledByApiServer: Origin = { layer: "apiserver-defaults" };
