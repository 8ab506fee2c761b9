import { beforeAll, describe, expect, test } from "vitest";
import type { Cluster } from "../cluster.ts";
import { patience } from "../patience.ts";
import { release, untilReleased } from "../release.ts";
import { sharedCluster } from "../test-clusters.ts";
import { untilRefused } from "../until-heeded.ts";
import { recorder, requestFor, runnerFor, shell } from "./runs.ts";

let cluster: Cluster;
let namespace: string;
beforeAll(async () => {
  cluster = sharedCluster();
  namespace = await cluster.createNamespace("refusals");
});

describe("what a cluster does not take", () => {
  const main = shell("main", "true");
  const spec = { restartPolicy: "Never", containers: [main] };
  const problemsOf = async (place: string, request = requestFor("refused", spec), options = {}) => {
    const run = runnerFor(cluster.kubeconfig, { namespace: place, ...options }).run(request, () => {});
    const error = await run.then(
      () => ({ problems: [] }),
      (reason: { problems?: readonly { code: string; what: string; where?: string }[] }) => reason,
    );
    return (error.problems ?? []).map(({ code, what }) => `${code} ${what}`);
  };

  test("is refused before anything is made: a quota", async () => {
    const place = await cluster.createNamespace("quota");
    await cluster.kubectl("create", "quota", "none", "--hard=pods=0", "-n", place);
    await untilRefused(cluster, place, "exceeded quota");
    expect(await problemsOf(place)).toEqual([
      "CLUSTER_QUOTA_EXCEEDED exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0",
    ]);
  });

  test("is refused before anything is made: Pod Security", async () => {
    const place = await cluster.createNamespace("restricted");
    await cluster.kubectl("label", "namespace", place, "pod-security.kubernetes.io/enforce=restricted");
    await untilRefused(cluster, place, "violates PodSecurity");
    const configMaps = [{ metadata: { name: "not-made" }, data: {} }];
    const needing = { ...spec, containers: [{ ...main, envFrom: [{ configMapRef: { name: "not-made" } }] }] };
    const [problem] = await problemsOf(place, requestFor("refused", needing, { configMaps }), { apply: true });
    expect(problem).toMatch(
      /^CLUSTER_ADMISSION_REFUSED the namespace allows only Pods of Pod Security restricted:latest: /,
    );
    const made = await cluster.kubectl("get", "configmap", "not-made", "-n", place, "--ignore-not-found", "-o", "name");
    expect(made).toBe("");
  });

  test("is refused before anything is made: what its containers would wait for", async () => {
    const needing = { ...spec, containers: [{ ...main, envFrom: [{ secretRef: { name: "gone" } }] }] };
    expect(await problemsOf(namespace, requestFor("refused", needing))).toEqual([
      `POD_REFERENCE_MISSING there is no Secret gone in namespace ${namespace}`,
    ]);
  });

  test("is refused before anything is made: another content of an object that is there", async () => {
    await cluster.kubectl("create", "configmap", "shared", "--from-literal=a=1", "-n", namespace);
    const needing = { ...spec, containers: [{ ...main, envFrom: [{ configMapRef: { name: "shared" } }] }] };
    const request = (a: string) =>
      requestFor("refused", needing, { configMaps: [{ metadata: { name: "shared" }, data: { a } }] });
    expect(await problemsOf(namespace, request("2"), { apply: true })).toEqual([
      `CLUSTER_OBJECT_DIFFERS the ConfigMap shared of the manifests differs from the one in namespace ${namespace}, which is not overwritten`,
    ]);
    expect(await problemsOf(namespace, request("1"), { apply: true })).toEqual([]);
    expect(await cluster.kubectl("get", "configmap", "shared", "-n", namespace, "-o", "jsonpath={.data.a}")).toBe("1");
  });

  test("is a second run of the same name: the first is not touched", async () => {
    const first = recorder();
    const slow = { restartPolicy: "Never", containers: [shell("main", `${untilReleased}; echo whole`)] };
    const running = runnerFor(cluster.kubeconfig, { namespace }).run(requestFor("twice", slow), first.take);
    await expect.poll(() => first.told(), patience).toContain("main +");
    expect(await problemsOf(namespace, requestFor("twice", spec))).toEqual([
      `CLUSTER_OBJECT_EXISTS there is a Pod twice already in namespace ${namespace}, of another run`,
    ]);
    await release(cluster, namespace, "twice");
    expect((await running).status.phase).toBe("Succeeded");
    expect(first.lines("main")).toEqual(["whole"]);
  });

  test("is a namespace that is not there", async () => {
    expect(await problemsOf("no-such-namespace")).toEqual([
      "CLUSTER_NAMESPACE_MISSING there is no namespace no-such-namespace",
    ]);
  });
});
