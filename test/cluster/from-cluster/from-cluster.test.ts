import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { type CallResult, callPodwright } from "../../../packages/cli/src/testing/call-podwright.ts";
import type { Cluster } from "../cluster.ts";
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

/** A folder whose podwright.yaml says where Flyte runs. */
function project(more = ""): string {
  const folder = mkdtempSync(join(tmpdir(), "podwright-project-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "podwright.yaml"), `flyteNamespace: ${flyte.flyte}\nsemantics: flyte-2.0\n${more}`);
  return folder;
}

function podwright(args: readonly string[], folder = project(), more = {}): Promise<CallResult> {
  const environment = { KUBECONFIG: cluster.kubeconfig, ...more };
  const own = [...args, "--project", join(folder, "podwright.yaml")];
  return callPodwright(own, { workingDirectory: process.cwd(), environment });
}

async function composed(
  namespace: string,
  ...more: readonly string[]
): Promise<{ readonly pod: Pod; readonly stderr: string }> {
  const { exitCode, stdout, stderr } = await podwright(["compose", task, "--from-cluster", "-n", namespace, ...more]);
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  return { pod: parse(stdout) as Pod, stderr };
}

interface Pod {
  readonly metadata: { readonly namespace: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly schedulerName?: string;
    readonly containers: readonly { readonly args?: readonly string[] }[];
    readonly initContainers?: readonly { readonly args?: readonly string[] }[];
  };
}

describe("facts from a cluster", () => {
  test("config comes from all ConfigMaps that Flyte's Deployment mounts, in the order of their files", async () => {
    const { pod, stderr } = await composed(flyte.tasks);
    expect(pod.spec.schedulerName).toBe("inline");
    expect(JSON.stringify(pod.spec)).toContain("acme-data");
    expect(stderr).toContain("CLUSTER_CONFIG_PARTIAL");
    expect(stderr).toContain("acme-flyte-binary-config-secret");
  });

  test("a PodTemplate of the task's namespace wins over Flyte's own", async () => {
    const namespace = await cluster.createNamespace();
    expect((await composed(namespace)).pod.metadata.labels).toMatchObject({ from: "platform" });
    await cluster.apply(template(namespace, "tasks"));
    expect((await composed(namespace)).pod.metadata.labels).toMatchObject({ from: "tasks" });
  });

  test("a file wins over the cluster's object of its name, and its config over the cluster's", async () => {
    const folder = project();
    const [manifest, config] = [join(folder, "t.yaml"), join(folder, "flyte.yaml")];
    writeFileSync(manifest, JSON.stringify(template(flyte.flyte, "file")));
    writeFileSync(config, "plugins:\n  k8s:\n    scheduler-name: file\n");
    const { pod } = await composed(flyte.tasks, "--config", config, "-f", manifest);
    expect(pod.metadata.labels).toMatchObject({ from: "file" });
    expect(pod.spec.schedulerName).toBe("file");
    expect(JSON.stringify(pod.spec)).toContain("acme-data");
  });

  test("gives the Pod that the same template gives from a file, and says of each field which object it is from", async () => {
    const folder = project();
    const [manifest, config] = [join(folder, "t.yaml"), join(folder, "flyte.yaml")];
    writeFileSync(manifest, JSON.stringify(template(flyte.flyte, "platform")));
    writeFileSync(
      config,
      "plugins: { k8s: { default-pod-template-name: with-ca, scheduler-name: inline } }\nstorage: { container: acme-data, type: stow, stow: { kind: s3, config: { region: eu-1, auth_type: iam } } }\n",
    );
    const ofFiles = await podwright(["compose", task, "-n", flyte.tasks, "--config", config, "-f", manifest], folder);
    expect((await composed(flyte.tasks)).pod).toEqual(parse(ofFiles.stdout));
    const { stdout } = await podwright(["explain", task, "--from-cluster", "-n", flyte.tasks, "-o", "json"]);
    const fields = (
      JSON.parse(stdout) as { readonly fields: readonly { readonly field: string; readonly setBy: object }[] }
    ).fields;
    const setBy = (field: string) => fields.find((each) => each.field === field)?.setBy;
    expect(setBy("metadata.labels.from")).toEqual({
      layer: "pod-template",
      from: `cluster test ${flyte.flyte}/with-ca`,
      path: "template.metadata.labels.from",
    });
    expect(setBy("spec.schedulerName")).toEqual({
      layer: "scheduling",
      from: `cluster test ${flyte.flyte}/acme-inline/100-inline-config.yaml`,
      line: 3,
      path: "scheduler-name",
    });
    expect(setBy("spec.volumes[ca].configMap.defaultMode")).toEqual({ layer: "apiserver-defaults" });
  });

  test("what the Pod refers to and the namespace lacks is told", async () => {
    const namespace = await cluster.createNamespace();
    expect((await composed(namespace)).stderr).toContain(`the ConfigMap my-ca is not in namespace ${namespace}`);
    await cluster.kubectl("create", "configmap", "my-ca", "-n", namespace);
    expect((await composed(namespace)).stderr).not.toContain("REFERENCE_MISSING");
  });

  test("a ConfigMap that is named stands for what would be found", async () => {
    const name = `${flyte.flyte}/acme-inline`;
    const { pod, stderr } = await composed(flyte.tasks, "--flyte-config-map", name);
    expect(pod.spec.schedulerName).toBe("inline");
    expect(pod.metadata.labels).toBeUndefined();
    expect(stderr).not.toContain("CLUSTER_CONFIG_PARTIAL");
    const absent = await composed(flyte.tasks, "--flyte-config-map", `${flyte.flyte}/absent`);
    expect(absent.stderr).toContain(
      `the ConfigMap ${flyte.flyte}/absent, which --flyte-config-map names, does not exist`,
    );
  });

  test("a cluster without Flyte is told, with where was looked", async () => {
    const folder = project();
    writeFileSync(join(folder, "podwright.yaml"), `flyteNamespace: ${flyte.tasks}\n`);
    const { exitCode, stderr } = await podwright(["compose", task, "--from-cluster"], folder);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("CLUSTER_CONFIG_MISSING");
    expect(stderr).toContain(`no ConfigMap with Flyte's config was found in namespace ${flyte.tasks}`);
  });
});

describe("diff", () => {
  test("compares what stands in the cluster with what files give", async () => {
    const folder = project();
    const manifest = join(folder, "t.yaml");
    writeFileSync(manifest, JSON.stringify(template(flyte.flyte, "next")));
    const args = ["diff", task, manifest, "--from-cluster", "-n", flyte.tasks];
    const { exitCode, stdout } = await podwright(args, folder);
    expect(exitCode).toBe(1);
    expect(stdout.split("\n").filter((line) => /^(---|\+\+\+|\S*labels)/.test(line))).toEqual([
      "--- cluster",
      `+++ cluster with ${manifest}`,
      "metadata.labels.from",
    ]);
    expect(stdout).toContain(
      `- platform  ← pod-template cluster test ${flyte.flyte}/with-ca template.metadata.labels.from`,
    );
  });

  test("with the files of the flags alone on the other side, where no operand says what differs", async () => {
    const folder = project("config: flyte.yaml\nmanifests: t.yaml\n");
    writeFileSync(join(folder, "t.yaml"), JSON.stringify(template(flyte.flyte, "platform")));
    writeFileSync(
      join(folder, "flyte.yaml"),
      "plugins: { k8s: { default-pod-template-name: with-ca, scheduler-name: files } }\nstorage: { container: acme-data, type: stow, stow: { kind: s3, config: { region: eu-1, auth_type: iam } } }\n",
    );
    const { exitCode, stdout } = await podwright(["diff", task, "--from-cluster", "-n", flyte.tasks], folder);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("spec.schedulerName");
    expect(stdout.match(/^spec|^metadata/gm)?.length).toBe(1);
  });

  test("of a cluster with itself there is none", async () => {
    const args = ["diff", task, "--from-cluster", "--context", "test", "--context", "test", "-n", flyte.tasks];
    expect(await podwright(args)).toMatchObject({ exitCode: 0, stdout: "" });
  });
});

describe("lint", () => {
  test("lints the cluster's templates, each finding at its object", async () => {
    const namespace = await cluster.createNamespace();
    const bad = {
      ...template(namespace, "bad"),
      template: { spec: { containers: [{ name: "default", image: "i" }], hostPID: true } },
    };
    await cluster.apply(bad);
    const { exitCode, stdout } = await podwright(["lint", "--from-cluster", "-n", namespace, "--pod-security", "off"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`cluster test ${namespace}/with-ca template.spec.hostPID error BOUNDARY_POD_WIDE`);
    const sarif = await podwright(["lint", "--from-cluster", "-n", namespace, "--pod-security", "off", "-o", "sarif"]);
    expect(sarif.stdout).toContain(`"fullyQualifiedName": "cluster test ${namespace}/with-ca template.spec.hostPID"`);
  });

  test("what the templates refer to and the tasks' namespace lacks is a warning", async () => {
    const { stdout } = await podwright(["lint", "--from-cluster", "-n", flyte.tasks, "--task", task]);
    expect(stdout).toContain(`the ConfigMap my-ca is not in namespace ${flyte.tasks} of the cluster`);
  });
});

test("run takes the ConfigMaps and Secrets that the Pod refers to from the cluster, where the engine needs them", async () => {
  const namespace = await cluster.createNamespace();
  const own = template(namespace, "tasks");
  await cluster.apply(own);
  const store = mkdtempSync(join(tmpdir(), "podwright-store-"));
  onTestFinished(() => rmSync(store, { recursive: true }));
  const { PATH = "" } = process.env;
  const args = ["run", task, "--engine", "sandbox", "--from-cluster", "-n", namespace, "--store", store];
  const run = () => podwright([...args, "--input", "a=3", "--input", "b=4"], project(), { PATH });
  const without = await run();
  expect(without.stderr).toContain("POD_REFERENCE_MISSING");
  await cluster.kubectl("create", "configmap", "my-ca", "-n", namespace, "--from-literal=ca.crt=x");
  const { exitCode, stdout, stderr } = await run();
  expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("37.699");
});
