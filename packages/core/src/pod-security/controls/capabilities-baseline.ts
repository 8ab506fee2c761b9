import { containersOf } from "../containers-of.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_capabilities_baseline.go, k8s.io/pod-security-admission v0.34.1 */
export const capabilitiesBaseline: PodSecurityControl = {
  id: "capabilities_baseline",
  level: "baseline",
  faultsOf: ({ spec }) =>
    containersOf(spec).flatMap(({ container, path }) => {
      const refused = (container.securityContext?.capabilities?.add ?? []).filter((name) => !byDefault.has(name));
      if (refused.length === 0) return [];
      const what = `must not add the capabilities ${refused.join(", ")}`;
      return [{ path: [...path, "securityContext", "capabilities", "add"], container: container.name, what }];
    }),
};

/** What container runtimes give anyway. */
const byDefault: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);
