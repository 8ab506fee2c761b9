import type { Container } from "@podwright/core";
import { defaultCapabilities, kernelName } from "../../capabilities.ts";

/** `CapAdd` and `CapDrop` of the Docker API. */
export interface CapabilityOptions {
  readonly CapAdd: readonly string[];
  readonly CapDrop: readonly string[];
}

/**
 * The capabilities that a kubelet's container would have, whatever the engine gives by default (Podman gives fewer).
 * A user other than root has none in effect on Kubernetes: to Podman, adding one would put it in effect.
 */
export function capabilityOptions({ securityContext }: Container, user: "root" | "other"): CapabilityOptions {
  const { add = [], drop = [] } = securityContext?.capabilities ?? {};
  const [added, dropped] = [add.map(kernelName), drop.map(kernelName)];
  if (user === "other") return { CapAdd: [], CapDrop: dropped.map(engineName) };
  if (added.includes("CAP_ALL")) return { CapAdd: ["ALL"], CapDrop: dropped.map(engineName) };
  const kept = dropped.includes("CAP_ALL") ? [] : defaultCapabilities.filter((name) => !dropped.includes(name));
  return { CapAdd: [...new Set([...kept, ...added])].map(engineName), CapDrop: ["ALL"] };
}

/** Without `CAP_`, as every version of both engines takes it. */
function engineName(name: string): string {
  return name.slice("CAP_".length);
}
