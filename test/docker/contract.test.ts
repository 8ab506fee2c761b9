import { createDockerRunner } from "@podwright/runner";
import { describe, inject, vi } from "vitest";
import { testCases } from "../../packages/runner/src/contract/contract-tests.ts";
import { podCases } from "../../packages/runner/src/contract/pod-cases.ts";
import { searchFor } from "./engine-client.ts";

vi.setConfig({ testTimeout: 240_000, maxConcurrency: 8 });

describe("the docker engine", () => {
  const runner = createDockerRunner({ search: searchFor(inject("engineSocket")) });
  testCases(podCases, {
    ground: "docker",
    run: (request, onEvent) => runner.run({ ...request, signal: new AbortController().signal }, onEvent),
  });
});
