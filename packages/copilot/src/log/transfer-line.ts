import { styleText } from "node:util";
import type { TransferProgress } from "@podwright/store";

interface LineSpace {
  /** The terminal's width; a line takes one less, for the cursor. */
  readonly columns: number;
  readonly color: boolean;
}

interface Part {
  readonly text: string;
  /** 1 is the last to be left out where there is no room for all. */
  readonly rank: number;
}

const barWidth = 20;

/** `download  █████░░░░░░░░░░░░░░░  25%  1.0 of 4.0 MiB  512 KiB/s  1 of 3 files  6 s left`, or as much of it as fits. */
export function renderMoving(progress: TransferProgress, { columns, color }: LineSpace): string {
  const { direction, doneBytes, totalBytes, doneFiles, totalFiles, bytesPerSecond, remainingSeconds } = progress;
  const share = totalBytes === undefined ? undefined : shareDone(progress, totalBytes);
  const bar = share === undefined ? "" : renderBar(share);
  const line = fitted(
    [
      { text: direction, rank: 2 },
      { text: bar, rank: 6 },
      { text: share === undefined ? "" : `${Math.floor(share * 100)}%`.padStart(4), rank: 1 },
      { text: renderBytes(doneBytes) + (totalBytes === undefined ? "" : ` of ${renderBytes(totalBytes)}`), rank: 3 },
      { text: bytesPerSecond === undefined ? "" : `${renderBytes(bytesPerSecond)}/s`, rank: 4 },
      {
        text: totalFiles === undefined ? renderFiles(doneFiles) : `${doneFiles} of ${renderFiles(totalFiles)}`,
        rank: 7,
      },
      { text: remainingSeconds === undefined ? "" : `${renderSeconds(remainingSeconds)} left`, rank: 5 },
    ],
    columns,
  );
  return color && bar ? line.replace(bar, styleText("cyan", bar, { validateStream: false })) : line;
}

/** `download  4.0 MiB  3 files  in 8.3 s  494 KiB/s`; where something is left, what. */
export function renderEnded(progress: TransferProgress, elapsedMs: number, columns: number): string {
  const { direction, doneBytes, doneFiles, bytesPerSecond, remainingBytes = 0, remainingFiles = 0 } = progress;
  const left = remainingBytes > 0 || remainingFiles > 0;
  return fitted(
    [
      { text: direction, rank: 2 },
      { text: renderBytes(doneBytes), rank: 1 },
      { text: renderFiles(doneFiles), rank: 4 },
      { text: `in ${(elapsedMs / 1000).toFixed(1)} s`, rank: 5 },
      { text: bytesPerSecond === undefined ? "" : `${renderBytes(bytesPerSecond)}/s`, rank: 6 },
      { text: left ? `ended with ${renderBytes(remainingBytes)}, ${renderFiles(remainingFiles)} left` : "", rank: 3 },
    ],
    columns,
  );
}

/** The parts that have something to say and fit, two spaces apart. */
function fitted(parts: readonly Part[], columns: number): string {
  const said = parts.filter(({ text }) => text !== "");
  const join = (most: number) =>
    said
      .filter(({ rank }) => rank <= most)
      .map(({ text }) => text)
      .join("  ");
  const ranks = said.map(({ rank }) => rank).sort((a, b) => b - a);
  return ranks.map(join).find((line) => line.length < columns) ?? "";
}

/** From 0 to 1. A transfer of nothing is done with its files. */
function shareDone({ doneBytes, doneFiles, totalFiles = 0 }: TransferProgress, totalBytes: number): number {
  if (totalBytes === 0) return doneFiles >= totalFiles ? 1 : 0;
  return Math.min(1, doneBytes / totalBytes);
}

function renderBar(share: number): string {
  const full = Math.floor(share * barWidth);
  return "█".repeat(full) + "░".repeat(barWidth - full);
}

function renderFiles(count: number): string {
  return `${count} ${count === 1 ? "file" : "files"}`;
}

function renderSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function renderBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}
