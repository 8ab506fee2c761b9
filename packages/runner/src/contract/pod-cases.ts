import { environmentCases } from "./environment-cases.ts";
import { lifecycleCases } from "./lifecycle-cases.ts";
import type { PodCase } from "./pod-case.ts";
import { rootCases } from "./root-cases.ts";
import { volumeCases } from "./volume-cases.ts";

/** What every engine must pass. */
export const podCases: readonly PodCase[] = [...lifecycleCases, ...environmentCases, ...volumeCases, ...rootCases];
