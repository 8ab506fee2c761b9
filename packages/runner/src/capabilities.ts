/**
 * What containers of Docker and containerd may do by default; names with their `CAP_`.
 * @source containerd v2 pkg/oci/spec.go defaultUnixCaps
 */
export const defaultCapabilities: readonly string[] = [
  "CAP_AUDIT_WRITE",
  "CAP_CHOWN",
  "CAP_DAC_OVERRIDE",
  "CAP_FOWNER",
  "CAP_FSETID",
  "CAP_KILL",
  "CAP_MKNOD",
  "CAP_NET_BIND_SERVICE",
  "CAP_NET_RAW",
  "CAP_SETFCAP",
  "CAP_SETGID",
  "CAP_SETPCAP",
  "CAP_SETUID",
  "CAP_SYS_CHROOT",
];

/** Whether containers have this capability (`NET_RAW`, `CAP_NET_RAW`) without asking. */
export function isDefaultCapability(name: string): boolean {
  return defaultCapabilities.includes(kernelName(name));
}

/** `CAP_NET_RAW` of `NET_RAW` or `cap_net_raw`. */
export function kernelName(name: string): string {
  return `CAP_${name.toUpperCase().replace(/^CAP_/, "")}`;
}
