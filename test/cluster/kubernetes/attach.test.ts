import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { PodSpec } from "../../../packages/core/src/index.ts";
import type { Cluster } from "../cluster.ts";
import { patience } from "../patience.ts";
import { release, untilReleased } from "../release.ts";
import { sharedCluster } from "../test-clusters.ts";
import type { LeftRun } from "./leave-run.ts";
import { recorder, requestFor, runnerFor, shell } from "./runs.ts";

const leaveRun = join(import.meta.dirname, "leave-run.ts");

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
  await expect.poll(now, patience).toBe(want);
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
    const script = "n=$(ls /d | wc -l); echo try $n; touch /d/$n; test $n = 2 || exit 3;";
    const main = shell("main", `${script} ${untilReleased}`, { volumeMounts: [{ name: "d", mountPath: "/d" }] });
    const spec = { restartPolicy: "OnFailure", volumes: [{ name: "d", emptyDir: {} }], containers: [main] };
    const state = ".containerStatuses[0]['restartCount','started']";
    await leave("restarted", spec, state, "2 true");
    const run = recorder();
    const released: Promise<string>[] = [];
    await attach("restarted", {
      ...run,
      take: (event) => {
        run.take(event);
        if (event.type === "log" && event.line === "try 2") released.push(release(cluster, namespace, "restarted"));
      },
    });
    await Promise.all(released);
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

test("who takes up a run that another process looks after is told which, and leaves it when interrupted", async () => {
  const child = fork(leaveRun);
  onTestFinished(() => void child.kill("SIGKILL"));
  const place = await cluster.createNamespace("shared");
  const script = "trap 'exit 0' TERM; echo up; while :; do sleep 0.1; done";
  child.send({ kubeconfig: cluster.kubeconfig, namespace: place, name: "shared", script } satisfies LeftRun);
  const phase = ["get", "pod", "shared", "-n", place, "--ignore-not-found", "-o", "jsonpath={.status.phase}"];
  const now = () => cluster.kubectl(...phase);
  await expect.poll(now, patience).toBe("Running");
  const owner = [
    "get",
    "pod",
    "shared",
    "-n",
    place,
    "-o",
    "jsonpath={.metadata.annotations['podwright\\.dev/owner']}",
  ];
  const before = await cluster.kubectl(...owner);
  const interrupt = new AbortController();
  const run = recorder();
  const runner = runnerFor(cluster.kubeconfig, { namespace: place });
  const attached = await runner.attach("shared", { signal: interrupt.signal }, (event) => {
    run.take(event);
    if (event.type === "log") interrupt.abort();
  });
  expect(attached.detached).toBe(true);
  expect(run.events).toContainEqual(
    expect.objectContaining({ reason: "RunShared", message: expect.stringContaining(`process ${child.pid} `) }),
  );
  expect(await now()).toBe("Running");
  expect(await cluster.kubectl(...owner)).toBe(before);

  child.kill("SIGKILL");
  await once(child, "exit");
  const stop = AbortSignal.abort();
  const alone = recorder();
  await runner.attach("shared", { signal: stop }, alone.take);
  expect(alone.notices()).not.toContain("RunShared");
  expect(await now()).toBe("");
});
