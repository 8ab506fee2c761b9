import { beforeAll, describe, expect, test } from "vitest";
import type { PodSpec } from "../../../packages/core/src/index.ts";
import type { Cluster } from "../cluster.ts";
import { sharedCluster } from "../test-clusters.ts";
import { recorder, requestFor, runnerFor, shell } from "./runs.ts";

let cluster: Cluster;
let namespace: string;
beforeAll(async () => {
  cluster = sharedCluster();
  namespace = await cluster.createNamespace("attach");
});

/** Runs a Pod, goes away as soon as it stands in the cluster, and waits until it stands so. */
async function leave(name: string, spec: PodSpec, path: string, want: string): Promise<void> {
  const away = new AbortController();
  const request = requestFor(name, spec, { detach: away.signal });
  const left = await runnerFor(cluster.kubeconfig, { namespace }).run(request, ({ type }) => {
    if (type === "pod") away.abort();
  });
  expect(left.detached).toBe(true);
  const now = () => cluster.kubectl("get", "pod", name, "-n", namespace, "-o", `jsonpath={.status${path}}`);
  await expect.poll(now, { timeout: 60_000 }).toBe(want);
}

describe("who takes up a run that went on meanwhile", () => {
  const attach = async (name: string, run: ReturnType<typeof recorder>) => {
    const { signal } = new AbortController();
    return await runnerFor(cluster.kubeconfig, { namespace }).attach(name, { signal }, run.take);
  };

  test("is told every line of a Pod that has ended, each before its container's end, and then the Pod goes", async () => {
    const spec = {
      restartPolicy: "Never",
      initContainers: [shell("init", "echo one")],
      containers: [shell("main", "echo two; printf 'no end'")],
    };
    await leave("ended", spec, ".phase", "Succeeded");
    const run = recorder();
    expect((await attach("ended", run)).status.phase).toBe("Succeeded");
    expect(run.told()).toEqual([
      "init +",
      "init: one",
      "init - 0 Completed",
      "main +",
      "main: two",
      "main: no end",
      "main - 0 Completed",
    ]);
    expect(await cluster.kubectl("get", "pods", "-n", namespace, "-o", "name")).toBe("");
  });

  test("is told the lines of a restarted container's last two instances, and how many there were before", async () => {
    const script = "n=$(ls /d | wc -l); echo try $n; touch /d/$n; test $n = 2 || exit 3; sleep 5";
    const main = shell("main", script, { volumeMounts: [{ name: "d", mountPath: "/d" }] });
    const spec = { restartPolicy: "OnFailure", volumes: [{ name: "d", emptyDir: {} }], containers: [main] };
    const state = ".containerStatuses[0]['restartCount','started']";
    await leave("restarted", spec, state, "2 true");
    const run = recorder();
    await attach("restarted", run);
    expect(run.told()).toEqual([
      "main +",
      "main: try 1",
      "main - 3 Error",
      "main +",
      "main: try 2",
      "main - 0 Completed",
    ]);
    const missed = run.events.filter((event) => event.type === "notice" && event.reason === "RestartsMissed");
    expect(missed).toMatchObject([{ container: "main", message: expect.stringContaining("the ends of 1 of its") }]);
  });
});
