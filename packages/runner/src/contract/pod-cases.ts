import { environmentCases } from "./environment-cases.ts";
import { hookCases } from "./hook-cases.ts";
import { lifecycleCases } from "./lifecycle-cases.ts";
import type { PodCase } from "./pod-case.ts";
import { probeCases } from "./probe-cases.ts";
import { rootCases } from "./root-cases.ts";
import { volumeCases } from "./volume-cases.ts";

/** What every engine must pass. */
export const podCases: readonly PodCase[] = [
  ...lifecycleCases,
  ...probeCases,
  ...hookCases,
  ...environmentCases,
  ...volumeCases,
  ...rootCases,
];
