import { createKubernetesRunner } from "@podwright/runner";
import { describe, vi } from "vitest";
import { testCases } from "../../packages/runner/src/contract/contract-tests.ts";
import { podCases } from "../../packages/runner/src/contract/pod-cases.ts";
import { sharedCluster } from "./test-clusters.ts";

vi.setConfig({ testTimeout: 240_000, maxConcurrency: 10 });

describe("the kubernetes engine", () => {
  testCases(podCases, {
    ground: "kubernetes",
    run: async (request, onEvent) => {
      const cluster = sharedCluster();
      const namespace = await cluster.createNamespace("contract");
      const runner = createKubernetesRunner({
        kubeconfig: cluster.kubeconfig,
        namespace,
        environment: {},
        apply: true,
      });
      try {
        return await runner.run({ ...request, signal: new AbortController().signal }, onEvent);
      } finally {
        await runner.close();
        await cluster.kubectl("delete", "namespace", namespace, "--wait=false");
      }
    },
  });
});
