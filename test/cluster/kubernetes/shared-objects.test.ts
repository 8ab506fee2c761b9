import { describe, expect, test } from "vitest";
import type { RunRequest } from "../../../packages/runner/src/index.ts";
import { patience } from "../patience.ts";
import { type ApiFault, type ApiRequest, startApiProxy } from "./api-proxy.ts";
import { recorder, requestFor, runnerFor, shell } from "./runs.ts";
import { succeeded, useSpokenCluster } from "./spoken-cluster.ts";

/** Nothing here takes objects away but Podwright: there is no garbage collector. */
const spoken = useSpokenCluster();

const main = shell("main", "true", { envFrom: [{ configMapRef: { name: "both" } }] });
const configMaps = [{ metadata: { name: "both" }, data: { word: "hello" } }];

type Script = (request: ApiRequest) => ApiFault | undefined;

interface Started {
  /** What becomes of its requests; default: they are answered. */
  readonly script?: Script;
  readonly prepare?: RunRequest["prepare"];
}

/** Begins a run that brings the ConfigMap. */
async function start(name: string, namespace: string, { script, prepare }: Started = {}) {
  const { cluster, token } = spoken;
  const { kubeconfig } = script ? await startApiProxy(cluster, token, script) : cluster;
  const { notices, take } = recorder();
  const request = requestFor(
    name,
    { restartPolicy: "Never", containers: [main] },
    { configMaps, ...(prepare && { prepare }) },
  );
  const done = runnerFor(kubeconfig, { namespace, apply: true }).run(request, take);
  done.catch(() => undefined);
  return { done, notices };
}

async function left(namespace: string): Promise<string> {
  return await spoken.cluster.kubectl("get", "configmap", "both", "-n", namespace, "-o", "name", "--ignore-not-found");
}

async function untilOwnedBy(namespace: string, ...names: readonly string[]): Promise<void> {
  const path = "-o=jsonpath={.metadata.ownerReferences[*].name}";
  const owners = async () => {
    const asked = ["get", "configmap", "both", "-n", namespace, "--ignore-not-found", path];
    return (await spoken.cluster.kubectl(...asked)).split(" ").sort();
  };
  await expect.poll(owners, patience).toEqual([...names].sort());
}

/** Begins two runs, the second one once the first owns the ConfigMap. */
async function startBoth(namespace: string, script?: Script) {
  const first = await start("first", namespace, script && { script });
  await untilOwnedBy(namespace, "first");
  const second = await start("second", namespace, script && { script });
  await untilOwnedBy(namespace, "first", "second");
  return { first, second };
}

async function end(namespace: string, name: string, { done }: { readonly done: Promise<unknown> }): Promise<void> {
  await spoken.say(namespace, name, succeeded);
  expect(await done).toMatchObject({ status: { phase: "Succeeded" } });
}

const isOfObject = (asked: string) => (request: ApiRequest) =>
  request.method === asked && request.path.endsWith("/configmaps/both");
const isDeleted = isOfObject("DELETE");
const isPatched = isOfObject("PATCH");
const isPodMade = ({ method, path, query }: ApiRequest) =>
  method === "POST" && path.endsWith("/pods") && !query.has("dryRun");

/** Has the first of some requests wait for something. */
function beforeFirst(isMeant: (request: ApiRequest) => boolean, happen: () => Promise<unknown>): Script {
  let happening: Promise<unknown> | undefined;
  return (request) => {
    if (happening || !isMeant(request)) return undefined;
    happening = happen();
    return { kind: "wait", until: happening };
  };
}

describe("two runs share a ConfigMap that both bring, and the last one takes it away", () => {
  test("when they end one after the other", async () => {
    const namespace = await spoken.cluster.createNamespace("shared");
    const { first, second } = await startBoth(namespace);
    await end(namespace, "second", second);
    await untilOwnedBy(namespace, "first");
    await end(namespace, "first", first);
    expect(await left(namespace)).toBe("");
  });

  test("when they end at once", async () => {
    const namespace = await spoken.cluster.createNamespace("at-once");
    const { first, second } = await startBoth(namespace);
    await Promise.all([end(namespace, "first", first), end(namespace, "second", second)]);
    expect(await left(namespace)).toBe("");
  });

  test("when the second one takes it while the first one is about to delete it", async () => {
    const namespace = await spoken.cluster.createNamespace("taken");
    let second: Awaited<ReturnType<typeof start>> | undefined;
    const takes = async () => {
      second = await start("second", namespace);
      await untilOwnedBy(namespace, "first", "second");
    };
    const first = await start("first", namespace, { script: beforeFirst(isDeleted, takes) });
    await untilOwnedBy(namespace, "first");
    await end(namespace, "first", first);
    await untilOwnedBy(namespace, "second");
    if (second) await end(namespace, "second", second);
    expect(await left(namespace)).toBe("");
  });

  test("when the first one deletes it before the second one's Pod is there to own it", async () => {
    const namespace = await spoken.cluster.createNamespace("gone");
    const first = await start("first", namespace);
    await untilOwnedBy(namespace, "first");
    const script = beforeFirst(isPodMade, () => end(namespace, "first", first));
    const second = await start("second", namespace, { script });
    await untilOwnedBy(namespace, "second");
    await end(namespace, "second", second);
    expect(await left(namespace)).toBe("");
  });

  test("when the first one deletes it while the second one's inputs are brought", async () => {
    const namespace = await spoken.cluster.createNamespace("inputs");
    const first = await start("first", namespace);
    await untilOwnedBy(namespace, "first");
    const isThere: string[] = [];
    const script = beforeFirst(isPodMade, async () => void isThere.push(await left(namespace)));
    const second = await start("second", namespace, { script, prepare: () => end(namespace, "first", first) });
    await end(namespace, "second", second);
    expect(isThere).toEqual(["configmap/both\n"]);
    expect(await left(namespace)).toBe("");
  });

  test("when the first one makes it while the second one's inputs are brought", async () => {
    const namespace = await spoken.cluster.createNamespace("made");
    let first: Awaited<ReturnType<typeof start>> | undefined;
    const prepare = async () => {
      first = await start("first", namespace);
      await untilOwnedBy(namespace, "first");
    };
    const second = await start("second", namespace, { prepare });
    await end(namespace, "second", second);
    if (first) await end(namespace, "first", first);
    expect(await left(namespace)).toBe("");
  });

  test("when the answer to its making is lost", async () => {
    const namespace = await spoken.cluster.createNamespace("unheard");
    let isLost = false;
    const script: Script = ({ method, path, query }) => {
      if (isLost || method !== "POST" || !path.endsWith("/configmaps") || query.has("dryRun")) return undefined;
      isLost = true;
      return { kind: "lose-answer" };
    };
    const run = await start("unheard", namespace, { script });
    await expect(run.done).rejects.toMatchObject({ problems: [{ code: "CLUSTER_UNREACHABLE" }] });
    expect(await left(namespace)).toBe("");
  });

  test("when somebody else changes it each time that they are about to", async () => {
    const namespace = await spoken.cluster.createNamespace("changed");
    const changes = new Map<string, number>();
    const changed = async (count: number) =>
      await spoken.cluster.kubectl("annotate", "configmap", "both", "-n", namespace, "--overwrite", `n=${count}`);
    const script: Script = (request) => {
      const count = (changes.get(request.method) ?? 0) + 1;
      if (!(isPatched(request) || isDeleted(request)) || count > 5) return undefined;
      changes.set(request.method, count);
      return { kind: "wait", until: changed(count) };
    };
    const { first, second } = await startBoth(namespace, script);
    await end(namespace, "second", second);
    await untilOwnedBy(namespace, "first");
    await end(namespace, "first", first);
    expect(await left(namespace)).toBe("");
    expect([...first.notices(), ...second.notices()]).not.toContain("ObjectsRemain");
  });

  test("many of them at once", async () => {
    const namespace = await spoken.cluster.createNamespace("many");
    const names = Array.from({ length: 12 }, (_, index) => `run-${index}`);
    const runs = await Promise.all(names.map((name) => start(name, namespace)));
    await untilOwnedBy(namespace, ...names);
    await Promise.all(runs.map((run, index) => end(namespace, `run-${index}`, run)));
    expect(await left(namespace)).toBe("");
    expect(runs.flatMap(({ notices }) => notices())).not.toContain("ObjectsRemain");
  });
});

test("a run leaves alone what somebody else has put in its place", async () => {
  const namespace = await spoken.cluster.createNamespace("replaced");
  const replace = async () => {
    await spoken.cluster.kubectl("delete", "configmap", "both", "-n", namespace);
    await spoken.cluster.kubectl("create", "configmap", "both", "-n", namespace);
  };
  const run = await start("replaced", namespace, { script: beforeFirst(isPatched, replace) });
  await end(namespace, "replaced", run);
  await untilOwnedBy(namespace, "");
  expect(await left(namespace)).toBe("configmap/both\n");
});

test("a run that cannot take it away for others who change it says so", async () => {
  const namespace = await spoken.cluster.createNamespace("never");
  const refused: ApiFault = { kind: "answer", status: 409 };
  const run = await start("never", namespace, { script: (request) => (isDeleted(request) ? refused : undefined) });
  await end(namespace, "never", run);
  expect(run.notices()).toContain("ObjectsRemain");
});
