import { chmodSync, mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { createSandboxRunner } from "../sandbox/create-sandbox-runner.ts";
import { testCases } from "./contract-tests.ts";
import { forkPodProcess } from "./fork-pod-process.ts";
import { podCases } from "./pod-cases.ts";
import { sandboxCases } from "./sandbox-cases.ts";

/** Many sandboxes at once on a busy machine take their time. */
vi.setConfig({ testTimeout: 60_000, maxConcurrency: 16 });

const path = process.env.PATH ?? "";
const temporaryFolder = mkdtempSync(join(tmpdir(), "podwright-contract-"));
chmodSync(temporaryFolder, 0o777);
/** Fails when a run left anything in its folder for temporary files. */
afterAll(() => rmdirSync(temporaryFolder));

const cases = [...podCases, ...sandboxCases];
const asRoot = process.getuid?.() === 0;

describe(`sandbox engine as ${asRoot ? "root" : "this ordinary user"}`, () => {
  const runner = createSandboxRunner({ path, temporaryFolder });
  testCases(cases, {
    ground: asRoot ? "sandbox as root" : "sandbox as a user",
    run: (request, onEvent) => runner.run({ ...request, signal: new AbortController().signal }, onEvent),
  });
});

/** `nobody`; when the tests run as an ordinary user, that user is tested above already and once more in a process of its own. */
const userId = process.getuid?.() === 0 ? 65_534 : (process.getuid?.() ?? 65_534);

describe("sandbox engine as an ordinary user", () => {
  const pods = forkPodProcess();
  afterAll(() => void pods.child.kill());
  testCases(cases, {
    ground: "sandbox as a user",
    run: (request, onEvent) => pods.run({ request, temporaryFolder, path, userId }, onEvent),
  });

  test("leaves nothing in its folder for temporary files", () => {
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });
});
