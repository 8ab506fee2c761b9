/** One name for what runtimes take under several: `SYS_ADMIN` for `CAP_SYS_ADMIN` and `sys_admin`. */
export function capabilityName(capability: string): string {
  return capability.toUpperCase().replace(/^CAP_/, "");
}
