import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { RunEvent } from "../runner.ts";
import { forkPodProcess, onOwnDisk } from "./fork-pod-process.ts";
import { type PodCase, shell } from "./pod-case.ts";
import { outcomeOf, requestOf } from "./run-case.ts";

vi.setConfig({ testTimeout: 60_000 });

const path = process.env.PATH ?? "";
const temporaryFolder = mkdtempSync(join(tmpdir(), "podwright-full-"));
const pods = forkPodProcess(onOwnDisk({ folder: temporaryFolder, size: "256k" }));
afterAll(() => {
  pods.child.kill();
  rmdirSync(temporaryFolder);
});

const run = (podCase: PodCase, events: RunEvent[] = []) =>
  pods
    .run({ request: requestOf(podCase), temporaryFolder, path }, (event) => events.push(event))
    .then((result) => outcomeOf(result, events));

const mounted = (mountPath: string) => ({ volumeMounts: [{ name: "data", mountPath }] });
const filling: PodCase = {
  name: "filling",
  feature: "emptyDirs",
  spec: {
    restartPolicy: "Never",
    volumes: [{ name: "data", emptyDir: {} }],
    initContainers: [shell("init", "cat /dev/zero > /data/x 2>/dev/null; echo $?", mounted("/data"))],
    containers: [shell("main", "echo lost > /data/y || { echo full; exit 5; }", mounted("/data"))],
  },
  want: { phase: "", containers: {} },
};

describe("on a disk that is full", () => {
  test("a Pod is told by its own programs, and ends as they do", async () => {
    const outcome = await run(filling);
    expect(outcome).toMatchObject({
      phase: "Failed",
      containers: { init: "exit 0 Completed", main: "exit 5 Error" },
      logs: { init: ["1"] },
    });
    expect(outcome.logs.main?.[0]).toBe("full");
  });

  test("a Pod whose volumes do not fit is refused with one problem, and leaves room for the next", async () => {
    const big: PodCase = {
      ...filling,
      configMaps: [{ metadata: { name: "big" }, data: { big: "x".repeat(500_000) } }],
      spec: { volumes: [{ name: "big", configMap: { name: "big" } }], containers: [shell("main", "true")] },
    };
    await expect(run(big)).rejects.toMatchObject({
      problems: [
        {
          code: "SANDBOX_FAILED",
          what: "the disk with the folder for temporary files is full",
          where: temporaryFolder,
        },
      ],
    });
    expect((await run(filling)).phase).toBe("Failed");
  });
});
