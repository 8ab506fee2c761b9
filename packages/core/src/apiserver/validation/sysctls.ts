import type { PodSpec, Sysctl } from "../../kubernetes/gen/types.ts";
import { duplicate, invalid, ofEach, type Refusals, required } from "./refusal.ts";

/**
 * Refuses kernel parameters, also those of a namespace that the Pod shares with its host.
 * @source pkg/apis/core/validation/validation.go validateSysctls, Kubernetes v1.34.1
 */
export function validateSysctls(
  sysctls: readonly Sysctl[] | undefined,
  { hostNetwork, hostIPC }: Pick<PodSpec, "hostNetwork" | "hostIPC">,
  field: string,
): Refusals {
  const names = new Set<string>();
  return ofEach(sysctls, field, ({ name }, at) => {
    const namespace = namespaceOf(name);
    const refusals = [...validateName(name, names, `${at}.name`)];
    if (hostNetwork && namespace === "net") {
      refusals.push(invalid(`${at}.name`, name, "may not be specified when 'hostNetwork' is true"));
    } else if (hostIPC && namespace === "ipc") {
      refusals.push(invalid(`${at}.name`, name, "may not be specified when 'hostIPC' is true"));
    }
    names.add(name);
    return refusals;
  });
}

function validateName(name: string, names: ReadonlySet<string>, field: string): Refusals {
  if (!name) return [required(field)];
  if (name.length > maxLength || !pattern.test(name)) {
    return [invalid(field, name, `must have at most ${maxLength} characters and match regex ${format}`)];
  }
  return names.has(name) ? [duplicate(field, name)] : [];
}

const maxLength = 253;
const segment = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const format = `^(${segment}[\\./])*${segment}$`;
const pattern = new RegExp(format);

/** @source component-helpers/node/util/sysctl/namespace.go GetNamespace, v0.34.4 */
function namespaceOf(sysctl: string): "net" | "ipc" | undefined {
  const [name = ""] = normalized(sysctl).split("*");
  if (name.startsWith("net.")) return "net";
  return ipcNames.has(name) || name.startsWith("fs.mqueue.") ? "ipc" : undefined;
}

/** Where the first separator is a slash, slashes separate and dots belong to names. */
function normalized(sysctl: string): string {
  const first = /[./]/.exec(sysctl)?.[0];
  if (first !== "/") return sysctl;
  return sysctl.replace(/[./]/g, (separator) => (separator === "." ? "/" : "."));
}

const ipcNames = new Set([
  "kernel.sem",
  "kernel.shmall",
  "kernel.shmmax",
  "kernel.shmmni",
  "kernel.shm_rmid_forced",
  "kernel.shm",
  "kernel.msgmax",
  "kernel.msgmnb",
  "kernel.msgmni",
  "kernel.msg",
]);
