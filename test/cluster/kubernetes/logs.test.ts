import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { patience } from "../patience.ts";
import { sharedCluster, startTestCluster } from "../test-clusters.ts";
import { untilAllowed } from "../until-heeded.ts";
import { type ApiFault, type ApiRequest, startApiProxy, tokenIn } from "./api-proxy.ts";
import { recorder, requestFor, runnerFor, shell } from "./runs.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`);

/** Writes lines, then waits until its last words are surely written. */
const writing = (count: number, pause: string) =>
  `i=0; while [ $i -lt ${count} ]; do echo line $i; i=$((i + 1)); ${pause}; done; sleep 1`;

const isFollow = ({ path, query }: ApiRequest) => path.endsWith("/log") && query.has("follow");

describe("a log whose stream fails is told without losing or doubling a line", () => {
  test.for<{ name: string; fault: (nth: number) => ApiFault | undefined }>([
    { name: "ends-well", fault: (nth) => (nth < 6 ? { kind: "end", afterBytes: 40 + 997 * nth } : undefined) },
    { name: "breaks", fault: (nth) => (nth < 6 ? { kind: "cut", afterBytes: 40 + 997 * nth } : undefined) },
    { name: "is-refused", fault: (nth) => (nth < 4 ? { kind: "answer", status: nth % 2 ? 500 : 429 } : undefined) },
    { name: "stalls", fault: (nth) => (nth === 0 ? { kind: "stall", afterBytes: 1_000 } : undefined) },
  ])("$name", async ({ name, fault }) => {
    const cluster = sharedCluster();
    const namespace = await cluster.createNamespace("logs");
    await cluster.kubectl(
      "create",
      "rolebinding",
      "all",
      "--clusterrole=admin",
      `--serviceaccount=${namespace}:all`,
      "-n",
      namespace,
    );
    const kubeconfig = await cluster.kubeconfigFor(namespace, "all");
    await untilAllowed(cluster, kubeconfig, "create", "pods", "-n", namespace);
    let nth = 0;
    const proxy = await startApiProxy(cluster, tokenIn(kubeconfig), (request) => {
      if (!isFollow(request)) return undefined;
      nth += 1;
      return fault(nth - 1);
    });
    const run = recorder();
    const containers = [shell("main", writing(300, "[ $((i % 50)) = 0 ] && sleep 0.7"))];
    const runner = runnerFor(proxy.kubeconfig, { namespace });
    const { status } = await runner.run(requestFor(name, { restartPolicy: "Never", containers }), run.take);
    expect(status.phase).toBe("Succeeded");
    expect(run.lines("main")).toEqual(numbers(300));
    expect(run.told().at(-1)).toBe("main - 0 Completed");
    expect(nth).toBeGreaterThan(0);
  });
});

test("a run goes on while its node's kubelet and container runtime are away, with every line", async () => {
  const cluster = await startTestCluster({ node: true });
  onTestFinished(() => cluster.stop());
  const namespace = await cluster.createNamespace("away");
  const run = recorder();
  const containers = [shell("main", writing(120, "sleep 0.2"))];
  const done = runnerFor(cluster.kubeconfig, { namespace }).run(
    requestFor("away", { restartPolicy: "Never", containers }),
    run.take,
  );
  done.catch(() => undefined);
  await expect.poll(() => run.lines("main").length, patience).toBeGreaterThan(5);
  await cluster.node.stopKubelet();
  await sleep(4_000);
  await cluster.node.startKubelet();
  await sleep(2_000);
  await cluster.node.stopContainerRuntime();
  await sleep(3_000);
  await cluster.node.startContainerRuntime();
  expect((await done).status.phase).toBe("Succeeded");
  expect(run.lines("main")).toEqual(numbers(120));
});

test("fifty runs at once on one runner lose no event", async () => {
  const cluster = sharedCluster();
  const namespace = await cluster.createNamespace("many");
  const runner = runnerFor(cluster.kubeconfig, { namespace });
  const runs = Array.from({ length: 50 }, async (_, index) => {
    const run = recorder();
    const spec = {
      restartPolicy: "Never",
      initContainers: [shell("init", `echo init ${index}`)],
      containers: [shell("main", `echo main ${index}`)],
    };
    await runner.run(requestFor(`run-${index}`, spec), run.take);
    return run.told();
  });
  expect(await Promise.all(runs)).toEqual(
    Array.from({ length: 50 }, (_, index) => [
      "init +",
      `init: init ${index}`,
      "init - 0 Completed",
      "main +",
      `main: main ${index}`,
      "main - 0 Completed",
    ]),
  );
  expect(await cluster.kubectl("get", "pods", "-n", namespace, "-o", "name")).toBe("");
}, 400_000);
