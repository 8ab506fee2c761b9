import { phaseResultOf } from "../../test/support/phase-cases.ts";
import type { CaseRunner } from "./case-runner.ts";

/** Kind `phase`: what the Pod's status means, as each of Flyte's functions tells it. */
export const runPhase: CaseRunner = (input, semantics) => phaseResultOf(input, semantics);
