import { allowPrivilegeEscalation } from "./controls/allow-privilege-escalation.ts";
import { appArmorProfile } from "./controls/app-armor-profile.ts";
import { capabilitiesBaseline } from "./controls/capabilities-baseline.ts";
import { capabilitiesRestricted } from "./controls/capabilities-restricted.ts";
import { hostNamespaces } from "./controls/host-namespaces.ts";
import { hostPathVolumes } from "./controls/host-path-volumes.ts";
import { hostPorts } from "./controls/host-ports.ts";
import { hostProbesAndHostLifecycle } from "./controls/host-probes-and-host-lifecycle.ts";
import { privileged } from "./controls/privileged.ts";
import { procMount } from "./controls/proc-mount.ts";
import { restrictedVolumes } from "./controls/restricted-volumes.ts";
import { runAsNonRoot } from "./controls/run-as-non-root.ts";
import { runAsUser } from "./controls/run-as-user.ts";
import { seLinuxOptions } from "./controls/se-linux-options.ts";
import { seccompProfileBaseline } from "./controls/seccomp-profile-baseline.ts";
import { seccompProfileRestricted } from "./controls/seccomp-profile-restricted.ts";
import { sysctls } from "./controls/sysctls.ts";
import { windowsHostProcess } from "./controls/windows-host-process.ts";
import type { PodSecurityControl } from "./violation.ts";

/**
 * The checks of both standards as of v1.34, `baseline` first.
 * @source policy/check_*.go, k8s.io/pod-security-admission v0.34.1
 */
export const podSecurityControls: readonly PodSecurityControl[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];
