import type { Check } from "./check.ts";
import { bubblewrapCheck } from "./checks/bubblewrap.ts";
import { cgroupsCheck } from "./checks/cgroups.ts";
import { clusterCheck } from "./checks/cluster.ts";
import { containerRuntimeCheck } from "./checks/container-runtime.ts";
import { copilotCheck } from "./checks/copilot.ts";
import { diskCheck } from "./checks/disk.ts";
import { kubeconfigCheck } from "./checks/kubeconfig.ts";
import { nodeCheck } from "./checks/node.ts";
import { permissionsCheck } from "./checks/permissions.ts";
import { programsCheck } from "./checks/programs.ts";
import { projectCheck } from "./checks/project.ts";
import { proxyCheck } from "./checks/proxy.ts";
import { sandboxCheck } from "./checks/sandbox.ts";
import { storeAccessCheck } from "./checks/store-access.ts";
import { storeServerCheck } from "./checks/store-server.ts";
import { trustCheck } from "./checks/trust.ts";
import { userNamespacesCheck } from "./checks/user-namespaces.ts";

/** In the order in which they are told: Podwright itself, the engines, then what a run talks to. */
export const allChecks: readonly Check[] = [
  nodeCheck,
  copilotCheck,
  projectCheck,
  diskCheck,
  bubblewrapCheck,
  userNamespacesCheck,
  sandboxCheck,
  programsCheck,
  cgroupsCheck,
  containerRuntimeCheck,
  kubeconfigCheck,
  clusterCheck,
  permissionsCheck,
  trustCheck,
  proxyCheck,
  storeServerCheck,
  storeAccessCheck,
];
