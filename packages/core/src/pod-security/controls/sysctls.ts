import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_sysctls.go sysctlsV1Dot32, k8s.io/pod-security-admission v0.34.1 */
export const sysctls: PodSecurityControl = {
  id: "sysctls",
  level: "baseline",
  faultsOf: ({ spec }) =>
    [...(spec.securityContext?.sysctls ?? []).entries()]
      .filter(([, { name }]) => !safe.has(name))
      .map(([index, { name }]) => ({
        path: ["spec", "securityContext", "sysctls", index, "name"],
        what: `must not set the sysctl ${name}`,
      })),
};

const safe: ReadonlySet<string> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
]);
