import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { type ApiFault, type ApiRequest, startApiProxy } from "./api-proxy.ts";
import type { LeftRun } from "./leave-run.ts";
import { recorder, requestFor, runnerFor, shell } from "./runs.ts";
import { running, spec, succeeded, useSpokenCluster } from "./spoken-cluster.ts";

const spoken = useSpokenCluster();

describe("a process that is killed with a run of its own", () => {
  const begin = (): ChildProcess => {
    const child = fork(fileURLToPath(new URL("./leave-run.ts", import.meta.url)), { stdio: "ignore" });
    onTestFinished(() => void child.kill("SIGKILL"));
    return child;
  };
  const leave = async (left: LeftRun): Promise<void> => {
    const child = begin();
    child.send(left);
    await spoken.say(left.namespace, left.name, running);
    await sleep(300);
    child.kill("SIGKILL");
    await once(child, "exit");
  };

  test("leaves a Pod that goes on, which the next run names and somebody takes up", async () => {
    const namespace = await spoken.cluster.createNamespace("left");
    await leave({ kubeconfig: spoken.cluster.kubeconfig, namespace, name: "left" });
    const runner = runnerFor(spoken.cluster.kubeconfig, { namespace });
    const next = recorder();
    const done = runner.run(requestFor("next", spec), next.take);
    await spoken.say(namespace, "next", succeeded);
    await done;
    expect(next.events).toContainEqual(
      expect.objectContaining({
        type: "notice",
        reason: "RunLeft",
        message: expect.stringContaining("podwright attach left"),
      }),
    );
    const taken = recorder();
    const { signal } = new AbortController();
    const attached = runner.attach("left", { signal }, taken.take);
    await spoken.say(namespace, "left", succeeded);
    expect((await attached).status.phase).toBe("Succeeded");
    expect(taken.told()).toEqual(["main +", "main - 0 Completed"]);
    expect(await spoken.isThere(namespace, "left")).toBe(false);
  });

  test("leaves a Pod that ends, which the next run removes", async () => {
    const namespace = await spoken.cluster.createNamespace("ended");
    await leave({ kubeconfig: spoken.cluster.kubeconfig, namespace, name: "ended" });
    await spoken.say(namespace, "ended", succeeded);
    const next = recorder();
    const done = runnerFor(spoken.cluster.kubeconfig, { namespace }).run(requestFor("next", spec), next.take);
    await spoken.say(namespace, "next", succeeded);
    await done;
    expect(next.notices()).toContain("RunRemoved");
    expect(await spoken.isThere(namespace, "ended")).toBe(false);
  });

  test("leaves alone what was detached or is to be kept", async () => {
    const namespace = await spoken.cluster.createNamespace("kept");
    await leave({ kubeconfig: spoken.cluster.kubeconfig, namespace, name: "kept", keep: true });
    await spoken.say(namespace, "kept", succeeded);
    const next = recorder();
    const done = runnerFor(spoken.cluster.kubeconfig, { namespace }).run(requestFor("next", spec), next.take);
    await spoken.say(namespace, "next", succeeded);
    await done;
    expect(next.notices()).not.toContain("RunRemoved");
    expect(await spoken.isThere(namespace, "kept")).toBe(true);
  });

  const before = (kill: () => void): ApiFault => {
    kill();
    return { kind: "answer", status: 503 };
  };
  const isMade = (what: string, { method, path, query }: ApiRequest) =>
    method === "POST" && path.endsWith(`/${what}`) && !query.has("dryRun");
  test.for<{ moment: string; what: string; fault: (kill: () => void) => ApiFault }>([
    { moment: "before its ConfigMap is made", what: "configmaps", fault: before },
    {
      moment: "as soon as its ConfigMap is made",
      what: "configmaps",
      fault: (kill) => ({ kind: "lose-answer", whenDone: kill }),
    },
    { moment: "before its Pod is made", what: "pods", fault: before },
  ])("$moment leaves nothing that the next run with its manifests does not take over and remove", async (each) => {
    const namespace = await spoken.cluster.createNamespace("moment");
    const child = begin();
    const proxy = await startApiProxy(spoken.cluster, spoken.token, (request) => {
      if (!isMade(each.what, request)) return undefined;
      return each.fault(() => void child.kill("SIGKILL"));
    });
    child.send({ kubeconfig: proxy.kubeconfig, namespace, name: "left", apply: true });
    await once(child, "exit");
    const needing = {
      ...spec,
      containers: [shell("main", "true", { envFrom: [{ configMapRef: { name: "settings" } }] })],
    };
    const configMaps = [{ metadata: { name: "settings" }, data: { a: "1" } }];
    const next = runnerFor(spoken.cluster.kubeconfig, { namespace, apply: true }).run(
      requestFor("next", needing, { configMaps }),
      () => {},
    );
    await spoken.say(namespace, "next", succeeded);
    expect((await next).status.phase).toBe("Succeeded");
    const left = ["get", "pods,configmaps", "-n", namespace, "-l", "app.kubernetes.io/managed-by=podwright"];
    expect(await spoken.cluster.kubectl(...left, "-o", "name")).toBe("");
  });
});
