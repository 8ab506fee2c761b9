import type { CgroupController } from "./cgroup-places.ts";

/** What a container may use; absent is without end. */
export interface ContainerLimits {
  readonly memoryBytes?: number;
  readonly cpuMillis?: number;
}

/** A file of a cgroup and what is to be written there. */
export type LimitFile = readonly [name: string, text: string];

/**
 * The files that hold a container to its limits, as a kubelet and runc write them.
 * @source pkg/kubelet/cm/helpers_linux.go MilliCPUToQuota, pkg/kubelet/kuberuntime/kuberuntime_container_linux.go, kubernetes/kubernetes v1.34
 */
export function limitFiles(
  controller: CgroupController,
  version: 1 | 2,
  { memoryBytes, cpuMillis }: ContainerLimits,
): readonly LimitFile[] {
  if (controller === "memory") {
    if (memoryBytes === undefined) return [];
    return version === 1
      ? [["memory.limit_in_bytes", String(memoryBytes)]]
      : [
          ["memory.max", String(memoryBytes)],
          ["memory.oom.group", "1"],
        ];
  }
  if (cpuMillis === undefined) return [];
  const quota = String(Math.max(Math.floor((cpuMillis * periodMicros) / 1000), leastQuotaMicros));
  return version === 1
    ? [
        ["cpu.cfs_period_us", String(periodMicros)],
        ["cpu.cfs_quota_us", quota],
      ]
    : [["cpu.max", `${quota} ${periodMicros}`]];
}

const periodMicros = 100_000;
const leastQuotaMicros = 1000;
