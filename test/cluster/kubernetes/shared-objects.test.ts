import { describe, expect, test } from "vitest";
import { patience } from "../patience.ts";
import { requestFor, runnerFor, shell } from "./runs.ts";
import { succeeded, useSpokenCluster } from "./spoken-cluster.ts";

/** Nothing here takes objects away but Podwright: there is no garbage collector. */
const spoken = useSpokenCluster();

describe("two runs share a ConfigMap that both bring, and the last one takes it away", () => {
  const main = shell("main", "true", { envFrom: [{ configMapRef: { name: "both" } }] });
  const configMaps = [{ metadata: { name: "both" }, data: { word: "hello" } }];
  const start = (name: string, namespace: string) =>
    runnerFor(spoken.cluster.kubeconfig, { namespace, apply: true }).run(
      requestFor(name, { restartPolicy: "Never", containers: [main] }, { configMaps }),
      () => {},
    );
  const owners = async (namespace: string) => {
    const path = "-o=jsonpath={.metadata.ownerReferences[*].name}";
    return (await spoken.cluster.kubectl("get", "configmap", "both", "-n", namespace, path)).split(" ").sort();
  };
  const left = (namespace: string) =>
    spoken.cluster.kubectl("get", "configmap", "both", "-n", namespace, "-o", "name", "--ignore-not-found");

  test("when they end one after the other", async () => {
    const namespace = await spoken.cluster.createNamespace("shared");
    const first = start("first", namespace);
    await expect.poll(() => owners(namespace).catch(() => []), patience).toEqual(["first"]);
    const second = start("second", namespace);
    await expect.poll(() => owners(namespace), patience).toEqual(["first", "second"]);
    await spoken.say(namespace, "second", succeeded);
    expect((await second).status.phase).toBe("Succeeded");
    expect(await owners(namespace)).toEqual(["first"]);
    await spoken.say(namespace, "first", succeeded);
    expect((await first).status.phase).toBe("Succeeded");
    expect(await left(namespace)).toBe("");
  });

  test("when they end at once", async () => {
    const namespace = await spoken.cluster.createNamespace("at-once");
    const first = start("first", namespace);
    await expect.poll(() => owners(namespace).catch(() => []), patience).toEqual(["first"]);
    const second = start("second", namespace);
    await expect.poll(() => owners(namespace), patience).toEqual(["first", "second"]);
    await Promise.all(["first", "second"].map((name) => spoken.say(namespace, name, succeeded)));
    await Promise.all([first, second]);
    expect(await left(namespace)).toBe("");
  });
});
