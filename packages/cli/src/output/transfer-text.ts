import type { TransferProgress } from "@podwright/store";
import { renderBytes } from "./units.ts";

/** `down 45% of 2.0 MiB, 1 of 3 files`; without totals, what has been moved so far. */
export function renderTransfer(progress: TransferProgress): string {
  const { direction, doneBytes, doneFiles, totalBytes, totalFiles } = progress;
  const arrow = direction === "download" ? "down" : "up";
  const files = totalFiles === undefined ? renderFiles(doneFiles) : `${doneFiles} of ${renderFiles(totalFiles)}`;
  const share = shareOf(progress);
  if (totalBytes === undefined || share === undefined) return `${arrow} ${renderBytes(doneBytes)}, ${files}`;
  if (share >= 1) return `${arrow} ${renderBytes(totalBytes)}, ${renderFiles(totalFiles ?? doneFiles)}`;
  return `${arrow} ${Math.floor(share * 100)}% of ${renderBytes(totalBytes)}, ${files}`;
}

/** `██████░░░░`, as wide as told; undefined while the total is not known. */
export function renderBar(progress: TransferProgress, width: number): string | undefined {
  const share = shareOf(progress);
  if (share === undefined) return undefined;
  const full = Math.floor(share * width);
  return "█".repeat(full) + "░".repeat(width - full);
}

/** From 0 to 1. A transfer of nothing is done. */
function shareOf({ doneBytes, totalBytes, doneFiles, totalFiles }: TransferProgress): number | undefined {
  if (totalBytes === undefined) return undefined;
  if (totalBytes === 0) return totalFiles === undefined || doneFiles >= totalFiles ? 1 : 0;
  return Math.min(1, doneBytes / totalBytes);
}

function renderFiles(count: number): string {
  return `${count} ${count === 1 ? "file" : "files"}`;
}
