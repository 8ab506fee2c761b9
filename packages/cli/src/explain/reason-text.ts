import type { LostReason } from "@podwright/core";

/** Why a value lost, in words. */
export const reasonTexts: Readonly<Record<LostReason, string>> = {
  replaced: "a layer with more say gave another value",
  rendered: "it was rendered",
  forced: "forced by the platform",
  "zero-value": "a zero value does not override",
  "not-text": "a number does not override a name",
  "only-default": "a default, and a value stood there",
  removed: "taken away",
  repeated: "a later variable of the same name counts",
  duplicate: "stands twice; the API server refuses it",
  "container-dropped": "the Pod has no container for it",
  "config-replaced": "another place of the config counts",
  "not-taken": "no rule takes it",
};
