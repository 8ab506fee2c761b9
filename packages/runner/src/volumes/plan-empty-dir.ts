import { failure, type Problem, parseQuantity, type Result, success, type Volume } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import type { PodFacts } from "../pod-facts.ts";

/** How much an emptyDir may hold. */
export interface VolumeLimit {
  readonly bytes: number;
  /** As the Pod has it: `1Gi`. Absent when its memory limits, or the machine's memory, decide. */
  readonly written?: string;
}

interface PlannedEmptyDir {
  readonly medium: "disk" | "memory";
  readonly limit?: VolumeLimit;
}

/**
 * Where an emptyDir is kept and how much it may hold. One in memory always has a limit.
 * @problems POD_INVALID, ENGINE_UNSUPPORTED for huge pages
 */
export function planEmptyDir(
  facts: PodFacts,
  { medium = "", sizeLimit }: NonNullable<Volume["emptyDir"]>,
  where: string,
): Result<PlannedEmptyDir> {
  if (medium !== "" && medium !== "Memory") return failure(unknownMedium(medium, where));
  const bytes = sizeLimit === undefined ? 0 : bytesOf(sizeLimit);
  if (bytes === undefined || bytes < 0) return failure(badSize(sizeLimit ?? "", where));
  const own: VolumeLimit | undefined = bytes > 0 ? { bytes, written: sizeLimit ?? "" } : undefined;
  if (medium === "") return success({ medium: "disk", ...(own ? { limit: own } : {}) });
  const most = memoryOf(facts);
  return success({ medium: "memory", limit: own && own.bytes <= most ? own : { bytes: most } });
}

/**
 * What the Pod's containers may use together, where each has a limit; the machine's memory otherwise.
 * @source pkg/volume/emptydir/empty_dir.go calculateEmptyDirMemorySize, kubernetes/kubernetes v1.34
 */
function memoryOf({ pod, node }: PodFacts): number {
  const limits = containerPlaces(pod).map(([, { resources }]) => bytesOf(resources?.limits?.memory ?? "0") ?? 0);
  const limited = limits.length > 0 && limits.every((limit) => limit > 0);
  return limited
    ? Math.min(
        node.memoryBytes,
        limits.reduce((sum, limit) => sum + limit, 0),
      )
    : node.memoryBytes;
}

/** Rounded up; `undefined` for what is no quantity. */
function bytesOf(text: string): number | undefined {
  const quantity = parseQuantity(text);
  return "refused" in quantity ? undefined : Math.ceil(Number(quantity.nano) / 1e9);
}

function unknownMedium(medium: string, where: string): Problem {
  return {
    code: "ENGINE_UNSUPPORTED",
    what: `an emptyDir's medium is ${medium}; here it is the disk, or Memory`,
    where: `${where}.medium`,
    fix: "leave the medium out for this run, or run the Pod on a cluster whose nodes have it",
  };
}

function badSize(sizeLimit: string, where: string): Problem {
  return {
    code: "POD_INVALID",
    what: `${JSON.stringify(sizeLimit)} is no size of a volume`,
    where: `${where}.sizeLimit`,
    fix: "write it as Kubernetes does: 500Mi, 2Gi, 1e9",
  };
}
