import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";
import { type PodCase, shell } from "./pod-case.ts";
import { runCase } from "./run-case.ts";

test("two Pods of one name that run at the same time share nothing", async () => {
  const temporaryFolder = mkdtempSync(join(tmpdir(), "podwright-same-"));
  onTestFinished(() => rmSync(temporaryFolder, { recursive: true }));
  const runner = createSandboxRunner({ temporaryFolder, path: process.env.PATH ?? "" });
  const podCase = (word: string): PodCase => ({
    name: "same",
    feature: "emptyDirs",
    spec: {
      restartPolicy: "Never",
      volumes: [{ name: "data", emptyDir: {} }],
      containers: [
        shell("main", `echo ${word} >> /data/x; sleep 1; cat /data/x`, {
          volumeMounts: [{ name: "data", mountPath: "/data" }],
        }),
      ],
    },
    want: { phase: "", containers: {} },
  });
  const outcomes = await Promise.all(["first", "second"].map((word) => runCase(runner, podCase(word))));
  expect(outcomes.map(({ phase, logs }) => [phase, logs.main])).toEqual([
    ["Succeeded", ["first"]],
    ["Succeeded", ["second"]],
  ]);
  expect(readdirSync(temporaryFolder)).toEqual([]);
}, 30_000);
