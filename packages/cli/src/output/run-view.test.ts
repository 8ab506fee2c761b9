import type { Pod } from "@podwright/core";
import type { RunEvent } from "@podwright/runner";
import { describe, expect, it } from "vitest";
import { renderTable } from "./container-table.ts";
import { plainStyle } from "./style.ts";
import { initialView, nextView } from "./view-state.ts";

const pod: Pod = {
  spec: {
    initContainers: [{ name: "uploader", restartPolicy: "Always" }, { name: "downloader" }],
    containers: [{ name: "main" }],
  },
};

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));

const events: readonly RunEvent[] = [
  { type: "container", at: at(0), container: "uploader", role: "sidecar", state: { phase: "running" } },
  { type: "container", at: at(0), container: "downloader", role: "init", state: { phase: "running" } },
  {
    type: "log",
    at: at(1),
    container: "downloader",
    stream: "stderr",
    line: JSON.stringify({
      level: "info",
      msg: "download",
      ts: "",
      transfer: { direction: "download", doneBytes: 1_048_576, totalBytes: 2_097_152, doneFiles: 1, totalFiles: 3 },
    }),
  },
];

function table(columns: number, more: readonly RunEvent[] = [], now: Date = at(2)): readonly string[] {
  return renderTable([...events, ...more].reduce(nextView, initialView(pod)), { now, columns, style: plainStyle });
}

describe("the table of containers", () => {
  it("shows state, time and transfer of each container, in the Pod's order", () => {
    expect(table(100)).toEqual([
      "● uploader    sidecar  running     2.0 s",
      "● downloader  init     running     2.0 s  ████████░░░░░░░░  down 50% of 2.0 MiB, 1 of 3 files",
      "· main        main     waiting",
    ]);
  });

  it("keeps a terminal's width: the bar goes first, then what does not fit", () => {
    expect(table(76)[1]).toBe("● downloader  init     running     2.0 s  down 50% of 2.0 MiB, 1 of 3 files");
    expect(table(30)).toEqual([
      "● uploader    sidecar  running",
      "● downloader  init     running",
      "· main        main     waiting",
    ]);
  });

  it("stops the clock of a container that has ended, and says how", () => {
    const ended = { phase: "terminated", exitCode: 137, signal: "SIGKILL", reason: "OOMKilled" } as const;
    const more: readonly RunEvent[] = [
      {
        type: "container",
        at: at(3),
        container: "downloader",
        role: "init",
        state: { phase: "terminated", exitCode: 0, reason: "Completed" },
      },
      { type: "container", at: at(3), container: "main", role: "main", state: { phase: "running" } },
      { type: "container", at: at(8), container: "main", role: "main", state: ended },
    ];
    expect(table(110, more, at(90))).toEqual([
      "● uploader    sidecar  running                        1 min 30 s",
      "✓ downloader  init     done                                3.0 s  down 50% of 2.0 MiB, 1 of 3 files",
      "✗ main        main     killed by SIGKILL (OOMKilled)       5.0 s",
    ]);
  });
});
