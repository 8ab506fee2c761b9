import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { type DemoFiles, writeDemoFiles } from "../../scripts/demo/demo-files.ts";
import { type StoreUnderPrivateCa, startStoreUnderPrivateCa } from "../../scripts/demo/store-under-private-ca.ts";
import { podwright } from "../e2e/podwright.ts";
import { useWorkplace } from "../e2e/use-workplace.ts";
import { buildCopilotImage } from "../support/build-copilot-image.ts";
import { busyboxImage } from "../support/container-images.ts";
import { sharedCluster } from "./test-clusters.ts";

/** The demo on a real node: our copilot's image as init container, an S3 server over TLS under a CA that nobody knows. */
const root = join(import.meta.dirname, "../..");
const copilotImage = "podwright-copilot:test";
const cluster = sharedCluster();
const place = useWorkplace();
let store: StoreUnderPrivateCa;
let files: DemoFiles;
let configFile: string;

beforeAll(async () => {
  await cluster.node.importImage(buildCopilotImage(), [copilotImage]);
  await cluster.node.tagImage(busyboxImage, ["busybox:1.36"]);
  store = await startStoreUnderPrivateCa(0, cluster.node.hostIp);
  files = writeDemoFiles(root, place.folder, store);
  configFile = writeConfig();
});
afterAll(async () => await store?.server.close());

/** The example's config, with the image that the copilot of this clone was built into. */
function writeConfig(): string {
  const config = parse(readFileSync(files.configFile, "utf8"));
  config.plugins.k8s["co-pilot"] = { image: copilotImage };
  const path = join(place.folder, "cluster.yaml");
  writeFileSync(path, stringify(config));
  return path;
}

async function runEllipse(...more: string[]) {
  const namespace = await cluster.createNamespace("demo");
  const where = ["--engine", "kubernetes", "--kubeconfig", cluster.kubeconfig, "-n", namespace, "--apply"];
  const inputs = ["--input", "a=3", "--input", "b=4", "--config", configFile];
  const result = await podwright(["run", "examples/ellipse/task.pb", ...inputs, ...where, ...more], {
    environment: { SSL_CERT_FILE: files.caFile, S3_SECRET: store.server.secretAccessKey, TMPDIR: place.temporary },
  });
  const left = await cluster.kubectl("get", "pods,configmaps,secrets", "-n", namespace, "-o", "name");
  return { ...result, left: left.split("\n").filter((name) => name && name !== "configmap/kube-root-ca.crt") };
}

describe("on a cluster, a task whose store has a certificate of a private CA", () => {
  test("fails without the template's CA, says why, and never starts the task", async () => {
    const { exitCode, output, left } = await runEllipse();
    expect(output).toContain("error CERTIFICATE_UNTRUSTED");
    expect(output).toContain("x509: certificate signed by unknown authority");
    expect(output).toMatch(/^flyte-copilot-downloader \(init\): failed with exit code 1/m);
    expect(output).not.toContain("(main): running");
    expect(exitCode).toBe(1);
    expect(left).toEqual([]);
  });

  test("runs with the PodTemplate whose `default-init` mounts the CA, and leaves nothing in the cluster", async () => {
    const manifests = ["examples/private-ca/pod-template.yaml", files.manifestsFolder];
    const { exitCode, output, left } = await runEllipse(...manifests.flatMap((path) => ["-f", path]));
    expect(output).toMatch(/^area +float +37\.699112$/m);
    expect(output).toMatch(/^metadata +string +\[from sh and awk\]$/m);
    expect(output).not.toContain(store.server.secretAccessKey);
    expect(exitCode).toBe(0);
    expect(left).toEqual([]);
  });
});
