import { expect, onTestFinished, test } from "vitest";
import { startTestCluster } from "../test-clusters.ts";
import { shellTask } from "./shell-task.ts";
import { runTask } from "./task-run.ts";

test("a task whose node is gone is told so, and fails once the cluster gives its Pod up, with every line told before", async () => {
  const cluster = await startTestCluster({ node: true, controllerArguments: ["--node-monitor-grace-period=12s"] });
  onTestFinished(() => cluster.stop());
  const namespace = await cluster.createNamespace();
  const { name } = cluster.node;
  // As who runs the cluster does once a node is known to be off; Kubernetes itself gives up no Pods where all nodes are away.
  const giveUp = () => cluster.kubectl("taint", "nodes", name, "node.kubernetes.io/out-of-service=off:NoExecute");
  const { exitCode, output } = await runTask({
    cluster,
    namespace,
    task: shellTask({ name: "left-alone", main: "echo one; echo two; sleep 600" }),
    onLine: (line) => {
      if (line === "[main] two") void cluster.node.stopKubelet();
      if (line === "NodeNotReady: Node is not ready") void giveUp();
    },
  });
  const lines = output.split("\n");
  expect(lines.filter((line) => line.startsWith("[main]"))).toEqual(["[main] one", "[main] two"]);
  expect(lines).toContain("NodeNotReady: Node is not ready");
  expect(output).toMatch(
    /^failed after .* \(system error\): UnexpectedObjectDeletion: object \[\S+\] terminated unexpectedly in the background$/m,
  );
  expect(exitCode).toBe(1);
  expect(await cluster.kubectl("get", "pods", "-n", namespace, "-o", "name")).toBe("");
}, 240_000);
