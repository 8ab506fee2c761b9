import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { patience } from "../patience.ts";
import { untilAllowed } from "../until-heeded.ts";
import { type ApiFault, type ApiRequest, startApiProxy } from "./api-proxy.ts";
import { recorder, requestFor, runnerFor } from "./runs.ts";
import { running, spec, succeeded, useSpokenCluster } from "./spoken-cluster.ts";

const spoken = useSpokenCluster();

/** A run that a test speaks for, through a proxy whose answers go wrong as told. */
async function runThrough(name: string, script: (request: ApiRequest) => ApiFault | undefined) {
  const namespace = await spoken.cluster.createNamespace(name);
  const proxy = await startApiProxy(spoken.cluster, spoken.token, script);
  const run = recorder();
  const done = runnerFor(proxy.kubeconfig, { namespace }).run(requestFor(name, spec), run.take);
  done.catch(() => undefined);
  return { namespace, proxy, run, done };
}

const isPodWatch = ({ path, query }: ApiRequest) => path.endsWith("/pods") && query.has("watch");
const isPodList = ({ method, path, query }: ApiRequest) =>
  method === "GET" && path.endsWith("/pods") && !query.has("watch") && query.has("fieldSelector");

describe("a run goes on", () => {
  test("while the API server is away, and says so", async () => {
    const namespace = await spoken.cluster.createNamespace("away");
    const run = recorder();
    const done = runnerFor(spoken.cluster.kubeconfig, { namespace }).run(requestFor("away", spec), run.take);
    await spoken.say(namespace, "away", running);
    await expect.poll(run.told, patience).toEqual(["main +"]);
    await spoken.cluster.stopApiServer();
    await expect.poll(run.notices, patience).toContain("ClusterUnreachable");
    await spoken.cluster.startApiServer();
    await spoken.say(namespace, "away", succeeded);
    expect((await done).status.phase).toBe("Succeeded");
    expect(run.told()).toEqual(["main +", "main - 0 Completed"]);
    expect(run.notices()).toContain("ClusterReachable");
    expect(await spoken.isThere(namespace, "away")).toBe(false);
  });

  test("where something on the way closes every watch at once, by lists, and without hurrying", async () => {
    const startedAt = Date.now();
    const { namespace, proxy, run, done } = await runThrough("closed", (request) =>
      isPodWatch(request) ? { kind: "end", afterBytes: 0 } : undefined,
    );
    await spoken.say(namespace, "closed", running);
    await expect.poll(run.told, patience).toEqual(["main +"]);
    await sleep(3_000);
    await spoken.say(namespace, "closed", succeeded);
    expect((await done).status.phase).toBe("Succeeded");
    const perSecond = proxy.requests.filter(isPodWatch).length / ((Date.now() - startedAt) / 1000);
    expect(perSecond).toBeLessThan(2.5);
  });

  test("when its watch breaks in the middle of a line", async () => {
    let count = 0;
    const { namespace, run, done } = await runThrough("broken", (request) => {
      if (!isPodWatch(request)) return undefined;
      count += 1;
      return count < 4 ? { kind: "cut", afterBytes: 700 } : undefined;
    });
    await spoken.say(namespace, "broken", running);
    await expect.poll(run.told, patience).toEqual(["main +"]);
    await spoken.say(namespace, "broken", succeeded);
    expect((await done).status.phase).toBe("Succeeded");
    expect(run.told()).toEqual(["main +", "main - 0 Completed"]);
    expect(count).toBeGreaterThanOrEqual(3);
  });

  test.for([
    { name: "answer", body: undefined },
    {
      name: "event",
      body: { type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired", message: "too old" } },
    },
  ])("when the version that it watches from has expired: $name", async ({ name, body }) => {
    let count = 0;
    const { namespace, proxy, done } = await runThrough(`expired-${name}`, (request) => {
      if (!isPodWatch(request)) return undefined;
      count += 1;
      if (count !== 2 && count !== 3) return count === 1 ? { kind: "cut", afterBytes: 1 } : undefined;
      return body ? { kind: "answer", status: 200, body } : { kind: "answer", status: 410 };
    });
    await spoken.say(namespace, `expired-${name}`, running);
    await spoken.say(namespace, `expired-${name}`, succeeded);
    expect((await done).status.phase).toBe("Succeeded");
    expect(proxy.requests.filter(isPodList).length).toBe(3);
  });

  test("when the server asks it to slow down, and waits as long", async () => {
    const times: number[] = [];
    const { namespace, done } = await runThrough("slow", (request) => {
      if (!isPodWatch(request)) return undefined;
      times.push(Date.now());
      return times.length < 3 ? { kind: "answer", status: 429, headers: { "retry-after": "2" } } : undefined;
    });
    await spoken.say(namespace, "slow", succeeded);
    expect((await done).status.phase).toBe("Succeeded");
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_990);
  });

  test("when the answer to its Pod's creation is lost: there is one Pod, and it is ours", async () => {
    let count = 0;
    const { namespace, done } = await runThrough("lost", ({ method, path, query }) => {
      if (method !== "POST" || !path.endsWith("/pods") || query.has("dryRun")) return undefined;
      count += 1;
      return count === 1 ? { kind: "lose-answer" } : undefined;
    });
    await spoken.say(namespace, "lost", succeeded);
    expect((await done).status.phase).toBe("Succeeded");
    expect(await spoken.isThere(namespace, "lost")).toBe(false);
    expect(count).toBe(2);
  });
});

test("a run ends with one problem once the API server has been away for too long, and says how it is taken up", async () => {
  const namespace = await spoken.cluster.createNamespace("patience");
  let isAway = false;
  const proxy = await startApiProxy(spoken.cluster, spoken.token, () =>
    isAway ? { kind: "answer", status: 503 } : undefined,
  );
  const run = recorder();
  const runner = runnerFor(proxy.kubeconfig, { namespace, patienceSeconds: 2 });
  const done = runner.run(requestFor("patience", spec), run.take);
  done.catch(() => undefined);
  await spoken.say(namespace, "patience", running);
  await expect.poll(run.told, patience).toEqual(["main +"]);
  isAway = true;
  proxy.breakAll();
  await expect(done).rejects.toMatchObject({
    problems: [
      {
        code: "CLUSTER_UNAVAILABLE",
        fix: expect.stringContaining(`podwright attach patience --namespace ${namespace}`),
      },
    ],
  });
  expect(await spoken.isThere(namespace, "patience")).toBe(true);
});

describe("who may not do everything", () => {
  const rules = [
    { verb: "create", resource: "pods", question: ["create", "pods"] },
    { verb: "get,list,watch,delete", resource: "pods", question: ["watch", "pods"] },
    { verb: "get", resource: "pods/log", question: ["get", "pods", "--subresource=log"] },
  ];
  const allow = async (namespace: string, count: number): Promise<string> => {
    const kubeconfig = await spoken.cluster.kubeconfigFor(namespace, "runner");
    for (const [index, { verb, resource, question }] of rules.slice(0, count).entries()) {
      await spoken.cluster.kubectl(
        "create",
        "role",
        `r${index}`,
        `--verb=${verb}`,
        `--resource=${resource}`,
        "-n",
        namespace,
      );
      const subject = `--serviceaccount=${namespace}:runner`;
      await spoken.cluster.kubectl("create", "rolebinding", `r${index}`, `--role=r${index}`, subject, "-n", namespace);
      await untilAllowed(spoken.cluster, kubeconfig, ...question, "-n", namespace);
    }
    return kubeconfig;
  };

  test("runs with the rights to Pods and their logs alone", async () => {
    const namespace = await spoken.cluster.createNamespace("enough");
    const kubeconfig = await allow(namespace, 3);
    const run = recorder();
    const done = runnerFor(kubeconfig, { namespace }).run(requestFor("enough", spec), run.take);
    await spoken.say(namespace, "enough", succeeded);
    expect((await done).status.phase).toBe("Succeeded");
    expect(run.told()).toEqual(["main +", "main - 0 Completed"]);
  });

  test("is told what is missing before anything is made", async () => {
    const namespace = await spoken.cluster.createNamespace("nothing");
    const run = runnerFor(await allow(namespace, 0), { namespace }).run(requestFor("nothing", spec), () => {});
    await expect(run).rejects.toMatchObject({
      problems: [
        {
          code: "CLUSTER_FORBIDDEN",
          what: `system:serviceaccount:${namespace}:runner may not create pods in namespace ${namespace}`,
        },
      ],
    });
  });

  test("is told what is missing to watch the Pod, which is named", async () => {
    const namespace = await spoken.cluster.createNamespace("blind");
    const run = runnerFor(await allow(namespace, 1), { namespace }).run(requestFor("blind", spec), () => {});
    await expect(run).rejects.toMatchObject({
      problems: [
        {
          code: "CLUSTER_FORBIDDEN",
          what: `system:serviceaccount:${namespace}:runner may not list pods in namespace ${namespace}`,
          fix: expect.stringContaining("podwright attach blind"),
        },
      ],
    });
  });
});

test("a Pod on a node that is gone is decided as deleted once its node's controller deletes it, and named as it remains", async () => {
  const namespace = await spoken.cluster.createNamespace("gone");
  const run = recorder();
  const onNode = { ...spec, nodeName: "gone", terminationGracePeriodSeconds: 1 };
  const done = runnerFor(spoken.cluster.kubeconfig, { namespace }).run(requestFor("gone", onNode), run.take);
  await spoken.say(namespace, "gone", running);
  await expect.poll(run.told, patience).toEqual(["main +"]);
  await spoken.cluster.kubectl("delete", "pod", "gone", "-n", namespace, "--wait=false");
  const { pod } = await done;
  expect(pod?.metadata?.deletionTimestamp).toBeDefined();
  expect(run.notices()).toContain("PodRemains");
});
