import { endCases } from "./end-cases.ts";
import { environmentCases } from "./environment-cases.ts";
import { hookCases } from "./hook-cases.ts";
import { identityCases } from "./identity-cases.ts";
import { lifecycleCases } from "./lifecycle-cases.ts";
import { logCases } from "./log-cases.ts";
import { ownershipCases } from "./ownership-cases.ts";
import type { PodCase } from "./pod-case.ts";
import { probeCases } from "./probe-cases.ts";
import { probeKindCases } from "./probe-kind-cases.ts";
import { restartCases } from "./restart-cases.ts";
import { rootCases } from "./root-cases.ts";
import { sharedProcessCases } from "./shared-process-cases.ts";
import { volumeCases } from "./volume-cases.ts";
import { volumeFileCases } from "./volume-file-cases.ts";

/** What every engine must pass. */
export const podCases: readonly PodCase[] = [
  ...lifecycleCases,
  ...restartCases,
  ...endCases,
  ...probeCases,
  ...probeKindCases,
  ...hookCases,
  ...environmentCases,
  ...volumeCases,
  ...volumeFileCases,
  ...rootCases,
  ...identityCases,
  ...ownershipCases,
  ...sharedProcessCases,
  ...logCases,
];
