import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { parseAllDocuments } from "yaml";
import { type CallResult, callPodwright } from "../../../packages/cli/src/testing/call-podwright.ts";
import type { Cluster } from "../cluster.ts";
import { patience } from "../patience.ts";
import { startTestCluster } from "../test-clusters.ts";
import { type FlyteInCluster, installFlyte } from "./flyte-in-cluster.ts";

const root = join(import.meta.dirname, "../../..");
const task = join(root, "examples/ellipse/task.pb");

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly rules?: readonly Rule[];
}

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const manifests = parseAllDocuments(readFileSync(join(root, "deploy/kubernetes/from-cluster.yaml"), "utf8")).map(
  (document) => document.toJS() as Manifest,
);
const roles = manifests.filter(({ kind }) => kind === "Role");

let cluster: Cluster;
let flyte: FlyteInCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
  flyte = await installFlyte(cluster);
  await cluster.kubectl("create", "configmap", "my-ca", "-n", flyte.tasks);
  await cluster.kubectl("create", "secret", "generic", "token", "-n", flyte.tasks);
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p" },
    spec: { containers: [{ name: "p", image: "i" }] },
  };
  await cluster.apply(pod, "-n", flyte.tasks);
});
afterAll(() => cluster.stop());

/** Where the manifests' namespaces stand in this cluster. */
function placed(namespace: string): string {
  return namespace === "flyte" ? flyte.flyte : flyte.tasks;
}

let count = 0;

/** A kubeconfig for somebody who may do what the manifests say, less the rule. */
async function callerWithout(lost?: { readonly role: Manifest; readonly rule: Rule }): Promise<string> {
  const name = `caller-${count++}`;
  const kubeconfig = await cluster.kubeconfigFor(flyte.tasks, name);
  const items = manifests.map((manifest) => {
    const { kind, rules } = manifest;
    const metadata = { name, namespace: placed(manifest.metadata.namespace) };
    if (kind === "RoleBinding") {
      const subjects = [{ kind: "ServiceAccount", name, namespace: flyte.tasks }];
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
      return { ...manifest, metadata, subjects, roleRef };
    }
    return { ...manifest, metadata, rules: rules?.filter((rule) => manifest !== lost?.role || rule !== lost.rule) };
  });
  await cluster.apply({ apiVersion: "v1", kind: "List", items });
  return kubeconfig;
}

async function call(kubeconfig: string, args: readonly string[]): Promise<CallResult> {
  const folder = mkdtempSync(join(tmpdir(), "podwright-rbac-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const project = join(folder, "podwright.yaml");
  writeFileSync(project, `flyteNamespace: ${flyte.flyte}\nsemantics: flyte-2.0\n`);
  const secret = join(folder, "task-template.yaml");
  writeFileSync(secret, JSON.stringify(templateWithSecret()));
  const own = [...args, "-n", flyte.tasks, "--project", project, "-f", secret];
  return await callPodwright(own, { workingDirectory: process.cwd(), environment: { KUBECONFIG: kubeconfig } });
}

/** Refers to a ConfigMap and a Secret of the tasks' namespace. */
function templateWithSecret(): object {
  const volumes = [
    { name: "ca", configMap: { name: "my-ca" } },
    { name: "token", secret: { secretName: "token" } },
  ];
  const spec = { containers: [{ name: "default", image: "i" }], volumes };
  return {
    apiVersion: "v1",
    kind: "PodTemplate",
    metadata: { name: "with-ca", namespace: flyte.flyte },
    template: { spec },
  };
}

/** What may not be read, in the problems' own words. */
async function forbidden(kubeconfig: string): Promise<readonly string[]> {
  const composed = await call(kubeconfig, ["compose", task, "--from-cluster"]);
  expect(composed.exitCode).toBe(0);
  const explained = await call(kubeconfig, ["explain", "pod", "p", "--task", task]);
  const told = [composed.stderr, explained.stderr].join("\n").matchAll(/ may not (\S+ \S+ in namespace \S+)$/gm);
  return [...new Set([...told].map(([, what = ""]) => what))].sort();
}

describe("the Roles of deploy/kubernetes/from-cluster.yaml", () => {
  test("suffice", async () => {
    const kubeconfig = await callerWithout();
    await vi.waitFor(async () => expect(await forbidden(kubeconfig)).toEqual([]), { ...patience, interval: 200 });
  });

  test("grant nothing but get and list", () => {
    const verbs = roles.flatMap(({ rules = [] }) => rules.flatMap((rule) => rule.verbs));
    expect(new Set(verbs)).toEqual(new Set(["get", "list"]));
  });

  const rules = roles.flatMap((role) =>
    (role.rules ?? []).map((rule) => ({
      role,
      rule,
      name: `${rule.verbs} ${rule.resources} in ${role.metadata.namespace}`,
    })),
  );
  test.each(rules)("need $name, and without it a problem names what is missing", async ({ role, rule }) => {
    const kubeconfig = await callerWithout({ role, rule });
    const want = [`${rule.verbs[0]} ${rule.resources[0]} in namespace ${placed(role.metadata.namespace)}`];
    await vi.waitFor(async () => expect(await forbidden(kubeconfig)).toEqual(want), { ...patience, interval: 200 });
  });
});
