import { setTimeout as sleep } from "node:timers/promises";
import { formatQuantity, parseQuantity } from "@podwright/core";
import { folderUsage } from "./folder-usage.ts";
import type { VolumeLimit } from "./plan-empty-dir.ts";

/** A volume that may hold only so much, as a folder of this machine. */
export interface LimitedFolder {
  readonly name: string;
  readonly folder: string;
  readonly limit: VolumeLimit;
}

export interface UsageWatch {
  /** Aborted when a volume holds more than it may; its reason is the kubelet's message. */
  readonly exceeded: AbortSignal;
  stop(): void;
}

/**
 * What a folder takes of its disk, in bytes.
 * @param signal - aborted when nobody asks any longer
 */
export type UsageOf = (folder: string, signal: AbortSignal) => Promise<number>;

/** A kubelet looks every ten seconds, at figures up to a minute old. */
const everyMs = 2000;
/** Looking takes no more than this part of the time. */
const idleParts = 10;

/** Looks every few seconds how much volumes hold, as a kubelet does for emptyDirs with a `sizeLimit`. */
export function watchUsage(folders: readonly LimitedFolder[], usageOf: UsageOf = folderUsage): UsageWatch {
  const [exceeded, stopped] = [new AbortController(), new AbortController()];
  const look = async (): Promise<void> => {
    for (let tookMs = 0; ; ) {
      await sleep(Math.max(everyMs, tookMs * idleParts), undefined, { signal: stopped.signal, ref: false });
      const began = performance.now();
      for (const { name, folder, limit } of folders) {
        if ((await usageOf(folder, stopped.signal)) > limit.bytes) return exceeded.abort(evictionMessage(name, limit));
      }
      tookMs = performance.now() - began;
    }
  };
  if (folders.length > 0) look().catch(() => undefined);
  return { exceeded: exceeded.signal, stop: () => stopped.abort() };
}

/** @source pkg/kubelet/eviction/helpers.go emptyDirMessageFmt, kubernetes/kubernetes v1.34 */
function evictionMessage(name: string, { bytes, written }: VolumeLimit): string {
  const quantity = parseQuantity(written ?? String(bytes));
  const limit = "refused" in quantity ? String(bytes) : formatQuantity(quantity);
  return `Usage of EmptyDir volume "${name}" exceeds the limit "${limit}". `;
}
