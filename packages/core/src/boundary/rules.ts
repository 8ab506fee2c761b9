import type { BoundaryRule } from "./rule.ts";
import { identity } from "./rules/identity.ts";
import { isolation } from "./rules/isolation.ts";
import { paths } from "./rules/paths.ts";
import { podWide } from "./rules/pod-wide.ts";
import { privilege } from "./rules/privilege.ts";
import { reach } from "./rules/reach.ts";
import { sharedWrite } from "./rules/shared-write.ts";
import { weakened } from "./rules/weakened.ts";

/**
 * The security boundary between the platform's containers of a Pod and its task's, rule by rule (docs/boundary.md). B9 is not here: the
 * copilot itself holds it while it moves files.
 */
export const boundaryRules: readonly BoundaryRule[] = [
  isolation,
  reach,
  sharedWrite,
  privilege,
  podWide,
  paths,
  identity,
  weakened,
];
