import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { LiteralMapSchema } from "@podwright/core";
import { expect, test } from "vitest";
import type { TaskResult } from "../run/task-result.ts";
import { renderRunJson } from "./run-json.ts";

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 2, 3, 4, seconds));

const outputs = create(LiteralMapSchema, {
  literals: {
    area: {
      value: {
        case: "scalar",
        value: { value: { case: "primitive", value: { value: { case: "floatValue", value: 37.699112 } } } },
      },
    },
  },
});

const results: readonly TaskResult[] = [
  {
    label: "ellipse",
    taskFile: "tasks/ellipse.pb",
    verdict: { verdict: "succeeded", outputs },
    startedAt: at(0),
    endedAt: at(2),
    warnings: [],
    logFile: "/data/.podwright/logs/20260102T030400Z-1f0c/ellipse.log",
    run: {
      engine: "sandbox",
      namespace: "acme-development",
      name: "r1b2c3d4e5f6-n0-0",
      outputPrefix: "file://flyte-data/metadata/acme-development-r1b2c3d4e5f6/n0/data/0",
      task: { interface: undefined },
      roles: [["r1b2c3d4e5f6-n0-0", "main"]],
      status: {
        phase: "Succeeded",
        containerStatuses: [
          {
            name: "r1b2c3d4e5f6-n0-0",
            ready: false,
            restartCount: 0,
            image: "",
            imageID: "",
            state: {
              terminated: {
                exitCode: 0,
                reason: "Completed",
                startedAt: at(1).toISOString(),
                finishedAt: at(2).toISOString(),
              },
            },
          },
        ],
      },
    },
  },
  {
    label: "failing",
    taskFile: "tasks/failing.pb",
    verdict: {
      verdict: "failed",
      failure: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "Error",
        message: "[main] terminated with exit code (7). Reason [Error].",
        container: { name: "main", role: "main", exitCode: 7, reason: "Error" },
      },
    },
    startedAt: at(0),
    endedAt: at(1),
    warnings: [],
  },
  {
    label: "missing",
    taskFile: "tasks/missing.pb",
    verdict: {
      verdict: "refused",
      problems: [
        { code: "INPUT_MISSING", what: "input a has no value; it takes a float", fix: "give it with --input" },
      ],
    },
    startedAt: at(0),
    endedAt: at(0),
    warnings: [],
  },
];

test("the report is as docs/run.md shows it", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/run.md"), "utf8");
  const [, shown] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  expect(renderRunJson({ version: "0.1.0", startedAt: at(0), endedAt: at(3), results })).toBe(shown);
});

test("the report says where the outputs of a folder store are on this machine", () => {
  const [first] = results;
  if (!first?.run) throw new Error("no run");
  const result = { ...first, run: { ...first.run, folder: "/data/.podwright" } };
  const report = JSON.parse(renderRunJson({ version: "0.1.0", startedAt: at(0), endedAt: at(3), results: [result] }));
  expect(report.tasks[0]).toMatchObject({
    outputPrefix: "file://flyte-data/metadata/acme-development-r1b2c3d4e5f6/n0/data/0",
    outputFolder: "/data/.podwright/flyte-data/metadata/acme-development-r1b2c3d4e5f6/n0/data/0",
  });
});
