import { stripVTControlCharacters } from "node:util";
import type { TransferProgress } from "@podwright/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderEnded, renderMoving } from "./transfer-line.ts";

const MiB = 2 ** 20;
const quarter: TransferProgress = {
  direction: "download",
  doneBytes: MiB,
  totalBytes: 4 * MiB,
  doneFiles: 1,
  totalFiles: 3,
  bytesPerSecond: MiB / 2,
  remainingBytes: 3 * MiB,
  remainingFiles: 2,
  remainingSeconds: 6,
};

describe("the line of a transfer that moves", () => {
  test.each<{ name: string; columns: number; progress: TransferProgress; want: string }>([
    {
      name: "has everything where there is room",
      columns: 120,
      progress: quarter,
      want: "download  █████░░░░░░░░░░░░░░░   25%  1.0 MiB of 4.0 MiB  512.0 KiB/s  1 of 3 files  6 s left",
    },
    {
      name: "leaves the files out first",
      columns: 80,
      progress: quarter,
      want: "download  █████░░░░░░░░░░░░░░░   25%  1.0 MiB of 4.0 MiB  512.0 KiB/s  6 s left",
    },
    {
      name: "leaves the bar out next",
      columns: 60,
      progress: quarter,
      want: "download   25%  1.0 MiB of 4.0 MiB  512.0 KiB/s  6 s left",
    },
    { name: "keeps the share to the last", columns: 6, progress: quarter, want: " 25%" },
    { name: "is empty where nothing fits", columns: 4, progress: quarter, want: "" },
    {
      name: "has no bar before the totals are known",
      columns: 80,
      progress: { direction: "upload", doneBytes: 512, doneFiles: 1, bytesPerSecond: 2048, remainingBytes: 10 },
      want: "upload  512 B  2.0 KiB/s  1 file",
    },
    {
      name: "shows a transfer of empty files as undone",
      columns: 80,
      progress: { direction: "upload", doneBytes: 0, totalBytes: 0, doneFiles: 1, totalFiles: 2 },
      want: "upload  ░░░░░░░░░░░░░░░░░░░░    0%  0 B of 0 B  1 of 2 files",
    },
    {
      name: "does not pass 100 % when a broken part came again",
      columns: 80,
      progress: { direction: "upload", doneBytes: 11, totalBytes: 10, doneFiles: 0, totalFiles: 1 },
      want: "upload  ████████████████████  100%  11 B of 10 B  0 of 1 file",
    },
    {
      name: "tells long times in minutes",
      columns: 100,
      progress: { ...quarter, remainingSeconds: 125 },
      want: "download  █████░░░░░░░░░░░░░░░   25%  1.0 MiB of 4.0 MiB  512.0 KiB/s  1 of 3 files  2 min 5 s left",
    },
    {
      name: "and in hours",
      columns: 70,
      progress: { ...quarter, remainingSeconds: 7_320 },
      want: "download   25%  1.0 MiB of 4.0 MiB  512.0 KiB/s  2 h 2 min left",
    },
  ])("$name", ({ columns, progress, want }) => {
    expect(renderMoving(progress, { columns, color: false })).toBe(want);
  });

  test("is coloured only in its bar", () => {
    const line = renderMoving(quarter, { columns: 120, color: true });
    expect(line).toContain("\u001b[36m█████░░░░░░░░░░░░░░░\u001b[39m");
    expect(stripVTControlCharacters(line)).toBe(renderMoving(quarter, { columns: 120, color: false }));
  });
});

test.each([
  {
    name: "says what came, and how fast",
    progress: { direction: "download", doneBytes: MiB, doneFiles: 1, bytesPerSecond: 256 } as const,
    want: "download  1.0 MiB  1 file  in 4.0 s  256 B/s",
  },
  {
    name: "says what did not come",
    progress: { ...quarter },
    want: "download  1.0 MiB  1 file  in 4.0 s  512.0 KiB/s  ended with 3.0 MiB, 2 files left",
  },
])("the last line $name", ({ progress, want }) => {
  expect(renderEnded(progress, 4000, 120)).toBe(want);
});

test("no line is as wide as the terminal: it would wrap, and could not be drawn anew", () => {
  const count = fc.nat(2 ** 45);
  const progress = fc.record<TransferProgress>(
    {
      direction: fc.constantFrom("download", "upload"),
      doneBytes: count,
      totalBytes: count,
      doneFiles: count,
      totalFiles: count,
      bytesPerSecond: count,
      remainingBytes: count,
      remainingFiles: count,
      remainingSeconds: count,
    },
    { requiredKeys: ["direction", "doneBytes", "doneFiles"] },
  );
  fc.assert(
    fc.property(progress, fc.integer({ min: 1, max: 200 }), count, (transfer, columns, elapsedMs) => {
      expect(renderMoving(transfer, { columns, color: false }).length).toBeLessThan(columns);
      expect(renderEnded(transfer, elapsedMs, columns).length).toBeLessThan(columns);
    }),
  );
});
