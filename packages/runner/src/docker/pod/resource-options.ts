import { type Container, parseQuantity } from "@podwright/core";

/** The limits of the Docker API, in bytes and microseconds. */
export interface ResourceOptions {
  readonly Memory?: number;
  readonly MemorySwap?: number;
  readonly CpuPeriod?: number;
  readonly CpuQuota?: number;
  readonly CpuShares?: number;
}

/**
 * A container's limits as a kubelet sets them: no swap, a quota for each 100 ms, shares by what it requests.
 * @param can - what the engine can enforce; setting more would fail
 * @source pkg/kubelet/cm/helpers_linux.go MilliCPUToQuota and MilliCPUToShares, kubernetes/kubernetes v1.34
 */
export function resourceOptions(
  { resources }: Container,
  can: { readonly memory: boolean; readonly cpu: boolean },
): ResourceOptions {
  const { limits = {}, requests = {} } = resources ?? {};
  const memory = unitsOf(limits.memory, 1);
  const limitMillis = unitsOf(limits.cpu, 1000);
  const requestMillis = unitsOf(requests.cpu ?? limits.cpu, 1000);
  return {
    ...(memory && can.memory ? { Memory: memory, MemorySwap: memory } : {}),
    ...(limitMillis && can.cpu ? { CpuPeriod: 100_000, CpuQuota: Math.max(1000, limitMillis * 100) } : {}),
    ...(requestMillis && can.cpu ? { CpuShares: Math.max(2, Math.floor((requestMillis * 1024) / 1000)) } : {}),
  };
}

/** Rounded up; undefined for what is not given or no quantity. */
function unitsOf(text: string | undefined, perUnit: number): number | undefined {
  if (text === undefined) return undefined;
  const quantity = parseQuantity(text);
  return "refused" in quantity ? undefined : Math.ceil((Number(quantity.nano) * perUnit) / 1e9);
}
