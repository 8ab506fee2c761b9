import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type CallResult, callPodwright } from "../../../packages/cli/src/testing/call-podwright.ts";
import { startAdmissionWebhook } from "../admission-webhook.ts";
import type { Cluster } from "../cluster.ts";
import { patience } from "../patience.ts";
import { startTestCluster } from "../test-clusters.ts";
import { type FlyteInCluster, installFlyte, template } from "./flyte-in-cluster.ts";

const task = join(import.meta.dirname, "../../../examples/ellipse/task.pb");

let cluster: Cluster;
let flyte: FlyteInCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
  flyte = await installFlyte(cluster);
});
afterAll(() => cluster.stop());

function podwright(args: readonly string[], more = ""): Promise<CallResult> {
  const folder = mkdtempSync(join(tmpdir(), "podwright-project-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "podwright.yaml"), `flyteNamespace: ${flyte.flyte}\n${more}`);
  const own = [...args, "--project", join(folder, "podwright.yaml")];
  return callPodwright(own, { workingDirectory: process.cwd(), environment: { KUBECONFIG: cluster.kubeconfig } });
}

/** A Pod as Flyte makes it for an execution whose facts only it tells. */
async function createPod(name: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "podwright-execution-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const execution = join(folder, "execution.yaml");
  const data = "s3://acme-data/metadata/acme-production-f3a9/n1/data";
  const facts = {
    name,
    project: "acme",
    domain: "production",
    executionName: "f3a9",
    nodeId: "n1",
    retryAttempt: 2,
    labels: { "execution-id": "f3a9", "node-id": "n1", project: "acme", domain: "production", "task-name": "ellipse" },
    serviceAccount: "runner",
    inputPath: `${data}/inputs.pb`,
    inputPrefix: data,
    outputPrefix: `${data}/0`,
    rawOutputPrefix: "s3://acme-data/xx/f3a9-n1-2",
  };
  writeFileSync(execution, JSON.stringify(facts));
  const composed = await podwright([
    "compose",
    task,
    "--from-cluster",
    "-n",
    flyte.tasks,
    "--execution",
    execution,
    "-o",
    "json",
  ]);
  expect(composed.exitCode).toBe(0);
  await cluster.apply(composed.stdout);
}

interface Told {
  readonly semantics: string;
  readonly facts: readonly { readonly fact: string; readonly value: unknown }[];
  readonly unknownFacts: readonly string[];
  readonly changes: readonly {
    readonly field: string;
    readonly author: string;
    readonly evidence: string;
    readonly inCluster?: unknown;
    readonly composed?: { readonly value: unknown; readonly setBy: object };
  }[];
}

async function explained(name: string, ...more: readonly string[]): Promise<Told & { readonly exitCode: number }> {
  const { exitCode, stdout, stderr } = await podwright([
    "explain",
    "pod",
    name,
    "-n",
    flyte.tasks,
    "--task",
    task,
    "-o",
    "json",
    ...more,
  ]);
  if (exitCode > 1) throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Told), exitCode };
}

test("of a Pod that nobody touched only the API server's own admission differs, its execution being told by the Pod", async () => {
  await cluster.kubectl("create", "serviceaccount", "runner", "-n", flyte.tasks);
  await createPod("f3a9-n1-2");
  const { changes, facts, unknownFacts, exitCode } = await explained("f3a9-n1-2");
  const token = "volumeMounts[/var/run/secrets/kubernetes.io/serviceaccount]";
  expect(changes.map(({ field, author }) => `${author} ${field}`)).toEqual([
    expect.stringMatching(/^admission spec\.volumes\[kube-api-access-.{5}\]$/),
    `admission spec.initContainers[flyte-copilot-uploader].${token}`,
    `admission spec.initContainers[flyte-copilot-downloader].${token}`,
    `admission spec.containers[f3a9-n1-2].${token}`,
    "admission spec.tolerations",
    "admission spec.priority",
    "admission spec.preemptionPolicy",
  ]);
  expect(exitCode).toBe(0);
  expect(unknownFacts).toEqual([]);
  expect(Object.fromEntries(facts.map(({ fact, value }) => [fact, value]))).toMatchObject({
    executionName: "f3a9",
    retryAttempt: 2,
    serviceAccount: "runner",
    outputPrefix: "s3://acme-data/metadata/acme-production-f3a9/n1/data/0",
  });
});

test("what its template says otherwise since is drift, what somebody wrote later is told with who", async () => {
  const [namespace, name] = [flyte.tasks, "f3a9-n1-3"];
  await createPod(name);
  await cluster.kubectl("label", "pod", name, "-n", namespace, "debug=yes");
  await sleep(1100);
  await cluster.apply(template(flyte.flyte, "next"));
  onTestFinished(async () => void (await cluster.apply(template(flyte.flyte, "platform"))));
  const { changes, exitCode } = await explained(name);
  const place = `cluster test ${flyte.flyte}/with-ca`;
  expect(exitCode).toBe(1);
  const since = expect.stringMatching(`^the PodTemplate ${place} changed at .*, after the Pod was made at `);
  const setBy = { layer: "pod-template", from: place };
  expect(changes.filter(({ author }) => author !== "admission")).toEqual([
    {
      field: "metadata.labels.debug",
      kind: "added",
      author: "edited",
      evidence: expect.stringMatching("^kubectl-label wrote it at "),
      inCluster: "yes",
    },
    {
      field: "metadata.labels.from",
      kind: "changed",
      author: "drift",
      evidence: since,
      inCluster: "platform",
      composed: { value: "next", setBy: { ...setBy, path: "template.metadata.labels.from" } },
    },
    {
      field: `spec.containers[${name}].env[FROM].value`,
      kind: "changed",
      author: "drift",
      evidence: since,
      inCluster: "platform",
      composed: {
        value: "next",
        setBy: { ...setBy, templateContainer: "default", path: "template.spec.containers[0].env[0].value" },
      },
    },
  ]);
});

test("a template that is still a file is compared as if it were applied", async () => {
  const folder = mkdtempSync(join(tmpdir(), "podwright-next-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "t.yaml"), JSON.stringify(template(flyte.flyte, "file")));
  await createPod("f3a9-n1-4");
  const { changes } = await explained("f3a9-n1-4", "-f", join(folder, "t.yaml"));
  expect(changes.filter(({ author }) => author === "drift").map(({ field }) => field)).toEqual([
    "metadata.labels.from",
    "spec.containers[f3a9-n1-4].env[FROM].value",
  ]);
});

test("the task is found among the project's by the name that the Pod has", async () => {
  await createPod("f3a9-n1-5");
  const args = ["explain", "pod", "f3a9-n1-5", "-n", flyte.tasks];
  const found = await podwright(args, `tasks: ${join(import.meta.dirname, "../../../examples/ellipse")}\n`);
  expect(found.exitCode).toBe(0);
  expect(found.stdout).toContain("Filled in by the API server's own admission");
  const unknown = await podwright(args);
  expect(unknown.exitCode).toBe(3);
  expect(unknown.stderr).toContain("POD_TASK_UNKNOWN");
});

test("a Pod that is not there is a problem", async () => {
  const { exitCode, stderr } = await podwright(["explain", "pod", "none", "-n", flyte.tasks, "--task", task]);
  expect(exitCode).toBe(3);
  expect(stderr).toContain("CLUSTER_POD_MISSING");
  expect(stderr).toContain(`there is no Pod none in namespace ${flyte.tasks}`);
});

test("what a webhook of the cluster adds to a Pod is told apart from drift", async () => {
  const webhook = await startWebhook([
    { op: "add", path: "/spec/containers/-", value: { name: "meter", image: "meter:1" } },
    { op: "add", path: "/spec/containers/0/env/-", value: { name: "AWS_ROLE_ARN", value: "arn:aws:iam::1:role/r" } },
    { op: "add", path: "/spec/containers/0/env/-", value: { name: "UNHEARD_OF", value: "1" } },
    { op: "replace", path: "/spec/containers/0/image", value: "mirror.example/task:1" },
  ]);
  await createPod("f3a9-n1-6");
  await cluster.kubectl("delete", "mutatingwebhookconfiguration", webhook);
  const { changes, exitCode } = await explained("f3a9-n1-6");
  expect(exitCode).toBe(1);
  const told = changes.filter(({ author }) => author !== "admission");
  expect(told.map(({ field, author }) => [field.replace("spec.containers[f3a9-n1-6].", ""), author]).sort()).toEqual([
    ["env[AWS_ROLE_ARN]", "webhook"],
    ["env[UNHEARD_OF]", "webhook"],
    ["image", "drift"],
    ["spec.containers[meter]", "webhook"],
  ]);
  expect(told.find(({ field }) => field.endsWith("env[AWS_ROLE_ARN]"))?.evidence).toBe(
    "EKS's pod identity webhook, by its names",
  );
});

/** Has the API server ask a webhook that changes each Pod; returns the webhook's name. */
async function startWebhook(patch: readonly object[]): Promise<string> {
  const name = "meter.example.com";
  await startAdmissionWebhook(cluster, {
    name,
    kind: "MutatingWebhookConfiguration",
    answer: { allowed: true, patchType: "JSONPatch", patch: btoa(JSON.stringify(patch)) },
  });
  // The API server takes a moment to heed it.
  const probe = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "probe" },
    spec: { containers: [{ name: "p", image: "i", env: [] }] },
  };
  await vi.waitFor(
    async () =>
      expect(
        await cluster.apply(probe, "-n", flyte.tasks, "--dry-run=server", "-o", "name").then(() => "taken", String),
      ).toContain("env"),
    { ...patience, interval: 200 },
  );
  return name;
}
