import { settersOf } from "../setters-of.ts";
import type { PodSecurityControl } from "../violation.ts";

/** @source policy/check_seLinuxOptions.go seLinuxOptions1_31, k8s.io/pod-security-admission v0.34.1 */
export const seLinuxOptions: PodSecurityControl = {
  id: "seLinuxOptions",
  level: "baseline",
  faultsOf: ({ spec }) =>
    settersOf(spec).flatMap(({ context, path, ...setter }) => {
      const { type = "", user, role } = context.seLinuxOptions ?? {};
      const at = [...path, "seLinuxOptions"];
      const fault = (field: string, what: string) => ({ path: [...at, field], ...setter, what });
      return [
        ...(types.has(type) ? [] : [fault("type", `must not set securityContext.seLinuxOptions.type to "${type}"`)]),
        ...(user ? [fault("user", "must not set securityContext.seLinuxOptions.user")] : []),
        ...(role ? [fault("role", "must not set securityContext.seLinuxOptions.role")] : []),
      ];
    }),
};

const types: ReadonlySet<string> = new Set([
  "",
  "container_t",
  "container_init_t",
  "container_kvm_t",
  "container_engine_t",
]);
