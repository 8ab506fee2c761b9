import { admitObject } from "../../packages/core/src/apiserver/admit-object.ts";
import type { VectorCase } from "./case-runner.ts";

/** Kind `apiserver`: the object as it is stored, or why the API server refuses it. */
export function runApiServer(input: VectorCase): Readonly<Record<string, unknown>> {
  return { ...admitObject(input.sent as Readonly<Record<string, unknown>>) };
}
