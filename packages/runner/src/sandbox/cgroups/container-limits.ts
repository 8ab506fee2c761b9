import { type Container, parseQuantity } from "@podwright/core";
import type { ContainerLimits } from "./limit-files.ts";

/** A container's limits of memory and CPU. One of 0 is none. */
export function containerLimits({ resources }: Container): ContainerLimits {
  const memory = nanoOf(resources?.limits?.memory);
  const cpu = nanoOf(resources?.limits?.cpu);
  return {
    ...(memory > 0n ? { memoryBytes: Math.ceil(Number(memory) / 1e9) } : {}),
    ...(cpu > 0n ? { cpuMillis: Math.ceil(Number(cpu) / 1e6) } : {}),
  };
}

/** In billionths; a limit that is no quantity never comes here: API servers refuse it. */
function nanoOf(written: string | undefined): bigint {
  const quantity = parseQuantity(written ?? "0");
  return "refused" in quantity ? 0n : quantity.nano;
}
