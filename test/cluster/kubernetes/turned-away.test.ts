import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAdmissionWebhook } from "../admission-webhook.ts";
import type { Cluster } from "../cluster.ts";
import { patience } from "../patience.ts";
import { startTestCluster } from "../test-clusters.ts";
import { untilAllowed } from "../until-heeded.ts";
import { recorder, requestFor, runnerFor, shell } from "./runs.ts";

/** An API server alone: who is turned away needs no kubelet. */
let cluster: Cluster;
beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(() => cluster?.stop());

const spec = { restartPolicy: "Never", containers: [shell("main", "true")] };

describe("credentials that are over", () => {
  test("are told as such, with when the certificate expired, and nothing is made", async () => {
    const namespace = await cluster.createNamespace("expired");
    const kubeconfig = join(cluster.folder, "pki/expired.kubeconfig");
    const run = runnerFor(kubeconfig, { namespace }).run(requestFor("expired", spec), () => {});
    await expect(run).rejects.toMatchObject({
      problems: [
        {
          code: "CLUSTER_CREDENTIALS_INVALID",
          what: "the cluster does not know who asks: the client certificate expired at 2021-01-01T00:00:00.000Z",
        },
      ],
    });
    expect(await cluster.kubectl("get", "pods", "-n", namespace, "-o", "name")).toBe("");
  });

  test("in the middle of a run are one problem, which says how somebody else takes up the Pod that goes on", async () => {
    const namespace = await cluster.createNamespace("revoked");
    const kubeconfig = await cluster.kubeconfigFor(namespace, "brief");
    const who = `--serviceaccount=${namespace}:brief`;
    await cluster.kubectl("create", "rolebinding", "brief", "--clusterrole=cluster-admin", who, "-n", namespace);
    await untilAllowed(cluster, kubeconfig, "create", "pods", "-n", namespace);
    const run = recorder();
    const done = runnerFor(kubeconfig, { namespace }).run(requestFor("revoked", spec), run.take);
    done.catch(() => undefined);
    await expect.poll(() => run.events.length, patience).toBeGreaterThan(1);
    await cluster.kubectl("delete", "serviceaccount", "brief", "-n", namespace);
    await cluster.restartApiServer();
    await expect(done).rejects.toMatchObject({
      problems: [
        {
          code: "CLUSTER_CREDENTIALS_INVALID",
          fix: expect.stringContaining(`podwright attach revoked --namespace ${namespace}`),
        },
      ],
    });
    expect(await cluster.kubectl("get", "pods", "-n", namespace, "-o", "name")).toBe("pod/revoked\n");
  });
});

describe("a webhook of the cluster", () => {
  const problemOf = async (namespace: string): Promise<string> =>
    await runnerFor(cluster.kubeconfig, { namespace, apply: true })
      .run(
        requestFor(
          "refused",
          { ...spec, containers: [shell("main", "true", { envFrom: [{ configMapRef: { name: "settings" } }] })] },
          { configMaps: [{ metadata: { name: "settings" }, data: {} }], signal: AbortSignal.timeout(3_000) },
        ),
        () => {},
      )
      .then(
        ({ status }) => `${status.phase}`,
        ({ problems: [{ code, what }] }) => `${code} ${what}`,
      );
  const left = (namespace: string) =>
    cluster.kubectl("get", "pods,configmaps", "-n", namespace, "-l", "app.kubernetes.io/managed-by", "-o", "name");

  test("that denies a Pod is heard in its own words, before anything is made", async () => {
    const namespace = await cluster.createNamespace("denied");
    await startAdmissionWebhook(cluster, {
      name: "images.example.com",
      kind: "ValidatingWebhookConfiguration",
      answer: { allowed: false, status: { code: 403, message: "main has no signed image" } },
    });
    const want = "CLUSTER_ADMISSION_REFUSED the webhook images.example.com denies it: main has no signed image";
    await expect.poll(() => problemOf(namespace), patience).toBe(want);
    expect(await left(namespace)).toBe("");
  });

  test("that must be asked and answers nonsense is named as what is broken", async () => {
    const namespace = await cluster.createNamespace("broken");
    await startAdmissionWebhook(cluster, {
      name: "broken.example.com",
      kind: "ValidatingWebhookConfiguration",
      answer: { uid: "another" },
    });
    const want = /^CLUSTER_ADMISSION_REFUSED the webhook broken\.example\.com, which must be asked, does not answer: /;
    await expect.poll(() => problemOf(namespace), patience).toMatch(want);
    expect(await left(namespace)).toBe("");
  });
});
