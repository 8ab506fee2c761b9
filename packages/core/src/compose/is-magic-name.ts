import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { ContainerList } from "../kubernetes/container-list.ts";

/** Whether a template's container of this name shapes others instead of standing for itself. */
export function isMagicName(name: string, list: ContainerList): boolean {
  const names = templateContainerNames;
  return list === "containers"
    ? name === names.default || name === names.primary
    : name === names.defaultInit || name === names.primaryInit;
}
