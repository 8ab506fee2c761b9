import { chmodSync, mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { RunEvent } from "../runner.ts";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";
import { forkPodProcess } from "./fork-pod-process.ts";
import { ownershipCases } from "./ownership-cases.ts";
import type { PodCase } from "./pod-case.ts";
import { podCases } from "./pod-cases.ts";
import { type Outcome, outcomeOf, runCase } from "./run-case.ts";

/** Many sandboxes at once on a busy machine take their time. */
vi.setConfig({ testTimeout: 30_000 });

const path = process.env.PATH ?? "";
const temporaryFolder = mkdtempSync(join(tmpdir(), "podwright-contract-"));
chmodSync(temporaryFolder, 0o777);
/** Fails when a run left anything in its folder for temporary files. */
afterAll(() => rmdirSync(temporaryFolder));

function expectOutcome(outcome: Outcome, { want }: PodCase): void {
  const containers = Object.fromEntries(Object.keys(want.logs ?? {}).map((name) => [name, outcome.logs[name]]));
  expect({
    phase: outcome.phase,
    containers: outcome.containers,
    ...(want.logs && { logs: containers }),
    ...(want.order && { order: outcome.order }),
  }).toEqual(want);
}

const asRoot = process.getuid?.() === 0;

describe(`sandbox engine as ${asRoot ? "root" : "this ordinary user"}`, () => {
  const runner = createSandboxRunner({ path, temporaryFolder });
  for (const podCase of asRoot ? [...podCases, ...ownershipCases] : podCases) {
    test.concurrent(podCase.name, async () => expectOutcome(await runCase(runner, podCase), podCase));
  }
});

/** `nobody`; when the tests run as an ordinary user, that user is tested above already and once more in a process of its own. */
const userId = process.getuid?.() === 0 ? 65_534 : (process.getuid?.() ?? 65_534);

describe("sandbox engine as an ordinary user", () => {
  const pods = forkPodProcess();
  afterAll(() => void pods.child.kill());
  for (const podCase of podCases) {
    test(podCase.name, async () => {
      const events: RunEvent[] = [];
      const result = await pods.run({ podCase, temporaryFolder, path, userId }, (event) => events.push(event));
      expectOutcome(outcomeOf(result, events), podCase);
    });
  }

  test("leaves nothing in its folder for temporary files", () => {
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });
});
