import { beforeAll, describe, expect, test } from "vitest";
import type { Cluster } from "../cluster.ts";
import { patience } from "../patience.ts";
import { sharedCluster } from "../test-clusters.ts";
import { recorder, requestFor, runnerFor, shell } from "./runs.ts";

let cluster: Cluster;
let namespace: string;
beforeAll(async () => {
  cluster = sharedCluster();
  namespace = await cluster.createNamespace("engine");
});

const podsLeft = async () => (await cluster.kubectl("get", "pods", "-n", namespace, "-o", "name")).trim();

describe("a run on a cluster", () => {
  test("tells states and lines in the order of the containers' life, and leaves nothing", async () => {
    const run = recorder();
    const sidecar = shell("side", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done", {
      restartPolicy: "Always",
    });
    const { status } = await runnerFor(cluster.kubeconfig, { namespace }).run(
      requestFor("order", {
        restartPolicy: "Never",
        initContainers: [shell("init", "echo one"), sidecar],
        containers: [shell("main", "echo two; printf 'no end'")],
      }),
      run.take,
    );
    expect(status.phase).toBe("Succeeded");
    expect(run.told().filter((line) => !line.startsWith("side"))).toEqual([
      "init +",
      "init: one",
      "init - 0 Completed",
      "main +",
      "main: two",
      "main: no end",
      "main - 0 Completed",
    ]);
    expect(run.told().filter((line) => !line.includes(":"))).toEqual([
      "init +",
      "init - 0 Completed",
      "side +",
      "main +",
      "main - 0 Completed",
      "side - 0 Completed",
    ]);
    expect(run.lines("side")).toEqual(["up", "bye"]);
    expect(await podsLeft()).toBe("");
  });

  test("follows restarts with the lines of each instance", async () => {
    const run = recorder();
    const main = shell(
      "main",
      "echo try $(ls /d | wc -l); test -e /d/2 && exit 0; touch /d/$(($(ls /d | wc -l) + 1)); exit 3",
      {
        volumeMounts: [{ name: "d", mountPath: "/d" }],
      },
    );
    const spec = { restartPolicy: "OnFailure", volumes: [{ name: "d", emptyDir: {} }], containers: [main] };
    await runnerFor(cluster.kubeconfig, { namespace }).run(requestFor("restarts", spec), run.take);
    expect(run.told()).toEqual([
      "main +",
      "main: try 0",
      "main - 3 Error",
      "main +",
      "main: try 1",
      "main - 3 Error",
      "main +",
      "main: try 2",
      "main - 0 Completed",
    ]);
  });

  test("tells every line of a flood, long ones and bytes that are no text", async () => {
    const run = recorder();
    // containerd may lose what still stands in its pipes when a container ends.
    const script = "seq 1 30000; head -c 40000 /dev/zero | tr '\\0' x; echo; printf '\\377\\n'; sleep 2";
    const spec = { restartPolicy: "Never", containers: [shell("main", script)] };
    await runnerFor(cluster.kubeconfig, { namespace }).run(requestFor("flood", spec), run.take);
    const lines = run.lines("main");
    expect(lines.slice(0, 30_000)).toEqual(Array.from({ length: 30_000 }, (_, index) => String(index + 1)));
    expect(lines.slice(30_000).map((line) => line.length)).toEqual([16_384, 16_384, 7_232, 1]);
    expect(lines.at(-1)).toBe("\uFFFD");
  });

  test("is stopped by its signal with the Pod's grace period, and tells what its containers say last", async () => {
    const run = recorder();
    const stop = new AbortController();
    const script = "trap 'echo stopping; sleep 1; echo stopped; exit 7' TERM; echo up; while :; do sleep 0.1; done";
    const spec = { restartPolicy: "Never", containers: [shell("main", script)] };
    const { status } = await runnerFor(cluster.kubeconfig, { namespace }).run(
      requestFor("stopped", spec, { signal: stop.signal }),
      (event) => {
        run.take(event);
        if (event.type === "log" && event.line === "up") stop.abort();
      },
    );
    expect(run.told()).toEqual(["main +", "main: up", "main: stopping", "main: stopped", "main - 7 Error"]);
    expect(status.phase).toBe("Failed");
    expect(await podsLeft()).toBe("");
  });

  test("is stopped at once by who cannot wait", async () => {
    const stop = new AbortController();
    const hasten = new AbortController();
    let hastenedAt = 0;
    const spec = {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 100,
      containers: [shell("main", "trap 'echo asked' TERM; echo up; while :; do sleep 0.1; done")],
    };
    const run = recorder();
    await runnerFor(cluster.kubeconfig, { namespace }).run(
      requestFor("hastened", spec, { signal: stop.signal, hasten: hasten.signal }),
      (event) => {
        run.take(event);
        if (event.type !== "log") return;
        if (event.line === "up") stop.abort();
        // The kubelet has begun to wait for the grace period, and hears of no shorter one.
        if (event.line === "asked") hastenedAt = Date.now();
        if (event.line === "asked") hasten.abort();
      },
    );
    expect(Date.now() - hastenedAt).toBeLessThan(30_000);
    expect(run.notices()).toContain("PodForced");
    expect(await podsLeft()).toBe("");
  });

  test("that is detached goes on, and is taken up with every line so far and what was noted with it", async () => {
    const detach = new AbortController();
    const runner = runnerFor(cluster.kubeconfig, { namespace });
    const script = "i=0; while [ $i -lt 40 ]; do echo $i; i=$((i + 1)); sleep 0.1; done";
    const spec = {
      restartPolicy: "Never",
      initContainers: [shell("init", "echo first")],
      containers: [shell("main", script)],
    };
    const before = recorder();
    const annotations = { "podwright.dev/output-prefix": "s3://bucket/x" };
    const left = await runner.run(requestFor("detached", spec, { detach: detach.signal, annotations }), (event) => {
      before.take(event);
      if (event.type === "log" && event.line === "3") detach.abort();
    });
    expect(left).toMatchObject({ detached: true, status: { phase: "Running" } });
    expect((await runner.find("detached")).metadata?.annotations).toMatchObject(annotations);
    const after = recorder();
    const { signal } = new AbortController();
    const { status } = await runner.attach("detached", { signal }, after.take);
    expect(status.phase).toBe("Succeeded");
    expect(after.told()).toEqual([
      "init +",
      "init: first",
      "init - 0 Completed",
      "main +",
      ...Array.from({ length: 40 }, (_, index) => `main: ${index}`),
      "main - 0 Completed",
    ]);
    expect(await podsLeft()).toBe("");
    await expect(runner.attach("detached", { signal }, () => {})).rejects.toMatchObject({
      problems: [{ code: "RUN_UNKNOWN", what: `there is no run detached in namespace ${namespace}` }],
    });
  });

  test("leaves a Pod that is to be kept, with its objects", async () => {
    const runner = runnerFor(cluster.kubeconfig, { namespace, keep: true, apply: true });
    const configMaps = [
      { metadata: { name: "kept" }, data: { word: "hello" } },
      { metadata: { name: "not-referred-to" }, data: {} },
    ];
    const main = shell("main", "echo $word", { envFrom: [{ configMapRef: { name: "kept" } }] });
    const run = recorder();
    await runner.run(requestFor("kept", { restartPolicy: "Never", containers: [main] }, { configMaps }), run.take);
    expect(run.lines("main")).toEqual(["hello"]);
    expect(await podsLeft()).toBe("pod/kept");
    const all = await cluster.kubectl("get", "configmaps", "-n", namespace, "-o", "name");
    expect(all).not.toContain("not-referred-to");
    await cluster.kubectl("delete", "pod", "kept", "-n", namespace);
    const configMapsLeft = () =>
      cluster.kubectl("get", "configmap", "kept", "-n", namespace, "-o", "name", "--ignore-not-found");
    await expect.poll(configMapsLeft, patience).toBe("");
  });
});

describe("a Pod that does not run as it should", () => {
  test("ends once its image has been missing for as long as its task allows", async () => {
    const run = recorder();
    let isEnough = false;
    const main = { name: "main", image: "localhost/no-such-image:1" };
    const { pod } = await runnerFor(cluster.kubeconfig, { namespace }).run(
      requestFor("image", { restartPolicy: "Never", containers: [main] }, { hasEnded: () => isEnough }),
      (event) => {
        run.take(event);
        if (event.type === "container" && event.state.phase === "waiting" && event.state.reason === "ImagePullBackOff")
          isEnough = true;
      },
    );
    expect(pod?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toMatch(/^(ErrImagePull|ImagePullBackOff)$/);
    expect(run.notices()).toEqual(expect.arrayContaining(["Pulling", "Failed", "BackOff"]));
    expect(await podsLeft()).toBe("");
  });

  test("is told to be unschedulable while it waits", async () => {
    const run = recorder();
    const stop = new AbortController();
    const main = shell("main", "true", { resources: { requests: { cpu: "10k" } } });
    await runnerFor(cluster.kubeconfig, { namespace }).run(
      requestFor("unschedulable", { restartPolicy: "Never", containers: [main] }, { signal: stop.signal }),
      (event) => {
        run.take(event);
        if (event.type === "notice" && event.reason === "FailedScheduling") stop.abort();
      },
    );
    expect(run.notices()).toContain("FailedScheduling");
    expect(run.told()).toEqual([]);
  });

  test.for([
    { how: "deleted", command: ["delete", "pod", "NAME", "--wait=false", "-n"] },
    { how: "removed at once", command: ["delete", "pod", "NAME", "--force", "--grace-period=0", "-n"] },
  ])("is decided as deleted when somebody else has $how it", async ({ how, command }) => {
    const name = how.replaceAll(" ", "-");
    const spec = {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 2,
      containers: [shell("main", "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done")],
    };
    const { pod } = await runnerFor(cluster.kubeconfig, { namespace }).run(requestFor(name, spec), (event) => {
      if (event.type !== "log" || event.line !== "up") return;
      void cluster.kubectl(...command.map((word) => word.replace("NAME", name)), namespace).catch(() => "");
    });
    expect(pod?.metadata?.deletionTimestamp).toBeDefined();
    expect(pod?.status?.phase).toBe("Running");
  });

  test("is decided as evicted when the cluster evicts it", async () => {
    const spec = {
      restartPolicy: "Never",
      containers: [
        shell("main", "head -c 30000000 /dev/zero > /tmp/x; echo full; sleep 600", {
          resources: { limits: { "ephemeral-storage": "1Mi" } },
        }),
      ],
    };
    const { pod } = await runnerFor(cluster.kubeconfig, { namespace }).run(requestFor("evicted", spec), () => {});
    expect(pod?.status).toMatchObject({ phase: "Failed", reason: "Evicted" });
  });
});
