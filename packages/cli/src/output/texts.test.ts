import { fromJson } from "@bufbuild/protobuf";
import { type EndedTask, TaskTemplateSchema } from "@podwright/core";
import { LiteralMapSchema } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { describe, expect, it } from "vitest";
import { renderOutputs } from "./outputs-text.ts";
import { plainStyle } from "./style.ts";
import { renderTransfer } from "./transfer-text.ts";
import { renderBytes, renderDuration } from "./units.ts";
import { renderVerdict } from "./verdict.ts";

describe("units", () => {
  const durations = [
    { ms: 0, want: "0 ms" },
    { ms: 34.4, want: "34 ms" },
    { ms: 120, want: "0.1 s" },
    { ms: 59_900, want: "59.9 s" },
    { ms: 59_960, want: "1 min 00 s" },
    { ms: 125_000, want: "2 min 05 s" },
    { ms: 3_720_000, want: "1 h 02 min" },
  ];
  it.each(durations)("$ms ms is $want", ({ ms, want }) => {
    expect(renderDuration(ms)).toBe(want);
  });
  const sizes = [
    { bytes: 0, want: "0 B" },
    { bytes: 1023, want: "1023 B" },
    { bytes: 1024, want: "1.0 KiB" },
    { bytes: 300_000_000, want: "286 MiB" },
    { bytes: 2 ** 40, want: "1.0 TiB" },
  ];
  it.each(sizes)("$bytes bytes are $want", ({ bytes, want }) => {
    expect(renderBytes(bytes)).toBe(want);
  });
});

describe("a transfer", () => {
  const cases = [
    { progress: { direction: "download", doneBytes: 5, doneFiles: 0 }, want: "down 5 B, 0 files" },
    {
      progress: { direction: "upload", doneBytes: 512, totalBytes: 1024, doneFiles: 1, totalFiles: 2 },
      want: "up 50% of 1.0 KiB, 1 of 2 files",
    },
    {
      progress: { direction: "upload", doneBytes: 1024, totalBytes: 1024, doneFiles: 1, totalFiles: 1 },
      want: "up 1.0 KiB, 1 file",
    },
    {
      progress: { direction: "download", doneBytes: 0, totalBytes: 0, doneFiles: 0, totalFiles: 0 },
      want: "down 0 B, 0 files",
    },
  ] as const;
  it.each(cases)("reads $want", ({ progress, want }) => {
    expect(renderTransfer(progress)).toBe(want);
  });
});

describe("outputs", () => {
  const task = fromJson(TaskTemplateSchema, {
    interface: {
      outputs: {
        variables: [
          { key: "words", value: { type: { simple: "INTEGER" } } },
          { key: "report", value: { type: { blob: {} } } },
          { key: "notes", value: { type: { simple: "STRING" } } },
          { key: "xs", value: { type: { collectionType: { simple: "FLOAT" } } } },
        ],
      },
    },
  });
  const outputs = fromJson(LiteralMapSchema, {
    literals: {
      xs: {
        collection: {
          literals: [{ scalar: { primitive: { floatValue: 1.5 } } }, { scalar: { primitive: { floatValue: "NaN" } } }],
        },
      },
      report: { scalar: { blob: { uri: "file://flyte-data/raw/report" } } },
      notes: { scalar: { primitive: { stringValue: "one\ntwo\n" } } },
      words: { scalar: { primitive: { integer: "9007199254740993" } } },
    },
  });
  it("are printed in the interface's order, with the path of what stands in a folder", () => {
    expect(renderOutputs(outputs, { task, folder: "/home/me/.podwright", style: plainStyle })).toBe(
      `words   integer        9007199254740993
report  file           file://flyte-data/raw/report
                       /home/me/.podwright/flyte-data/raw/report
notes   string         one
                       two
xs      list of float  [1.5,"NaN"]
`,
    );
  });
});

describe("the verdict", () => {
  it("says how long a success took", () => {
    expect(renderVerdict({ phase: "succeeded" }, 1234, plainStyle)).toBe("succeeded in 1.2 s");
  });
  const failed = { phase: "failed", kind: "user", recoverable: true, code: "Error", message: "" } as const;
  const cases: readonly { name: string; phase: EndedTask; want: readonly string[] }[] = [
    {
      name: "says that inputs are missing rather than which container should have fetched them",
      phase: {
        ...failed,
        kind: "system",
        code: "InputDownloadFailed",
        message:
          "[downloader] terminated with exit code (1). Reason [Error]. Message:\nInputDownloadFailed: no such host\n\nfix: x",
        container: {
          name: "downloader",
          role: "init",
          exitCode: 1,
          reason: "Error",
          words: "InputDownloadFailed: no such host",
        },
      },
      want: [
        "failed after 0.4 s (system error): the inputs were not downloaded, so the task did not start: InputDownloadFailed: no such host",
        "  code InputDownloadFailed, recoverable: Flyte would try again if the task allows retries",
        "  [downloader] terminated with exit code (1). Reason [Error]. Message:",
        "  InputDownloadFailed: no such host",
        "",
        "  fix: x",
      ],
    },
    {
      name: "names any other init container and its cause",
      phase: {
        ...failed,
        kind: "system",
        message: "[prepare] terminated with exit code (3). Reason [Error]. Message:\nno disk",
        container: { name: "prepare", role: "init", exitCode: 3, reason: "Error", words: "no disk" },
      },
      want: [
        "failed after 0.4 s (system error): init container prepare failed with exit code 3: no disk",
        "  code Error, recoverable: Flyte would try again if the task allows retries",
        "  [prepare] terminated with exit code (3). Reason [Error]. Message:",
        "  no disk",
      ],
    },
    {
      name: "names the task's container, and the kubelet's word where it tells something",
      phase: {
        ...failed,
        code: "OOMKilled",
        message: "[main] terminated with exit code (137). Reason [OOMKilled].",
        container: { name: "main", role: "main", exitCode: 137, reason: "OOMKilled" },
      },
      want: [
        "failed after 0.4 s (user error): container main failed with exit code 137 (OOMKilled)",
        "  code OOMKilled, recoverable: Flyte would try again if the task allows retries",
        "  [main] terminated with exit code (137). Reason [OOMKilled].",
      ],
    },
    {
      name: "gives what the Pod or the task said where no container is to name",
      phase: { ...failed, kind: "system", recoverable: false, code: "USER:E", message: "none\nat all" },
      want: [
        "failed after 0.4 s (system error): USER:E: none",
        "  code USER:E, not recoverable: Flyte would not try again",
        "  at all",
      ],
    },
    {
      name: "shows of what a container said what a terminal would, and none of its colours",
      phase: {
        ...failed,
        message: "[main] terminated.\n\u001b[31mno disk\u001b[0m\r",
        container: { name: "main", role: "main", exitCode: 1, reason: "Error", words: "\u001b[31mno disk\u001b[0m\r" },
      },
      want: [
        "failed after 0.4 s (user error): container main failed with exit code 1: no disk",
        "  code Error, recoverable: Flyte would try again if the task allows retries",
        "  [main] terminated.",
        "  no disk",
      ],
    },
    {
      name: "makes do with a code",
      phase: { ...failed, code: "Evicted" },
      want: [
        "failed after 0.4 s (user error): Evicted",
        "  code Evicted, recoverable: Flyte would try again if the task allows retries",
      ],
    },
  ];
  it.each(cases)("$name", ({ phase, want }) => {
    expect(renderVerdict(phase, 400, plainStyle).split("\n")).toEqual(want);
  });
});
