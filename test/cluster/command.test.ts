import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { busyboxImage, pauseImage, writeBusyboxImage } from "../support/container-images.ts";
import { runtimeSocket } from "./node/container-runtime.ts";
import { sharedCluster } from "./test-clusters.ts";

const main = join(import.meta.dirname, "../../scripts/cluster/main.ts");

/** `npm run cluster`, on the cluster that all tests share. */
async function command(folder: string, ...args: readonly string[]) {
  const name = basename(sharedCluster().folder);
  const env = { PATH: process.env.PATH, INIT_CWD: folder };
  return (await promisify(execFile)(process.execPath, [main, ...args, "--name", name], { env })).stdout;
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "podwright-load-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("an image is loaded from an archive in the folder of who asks, runs under each of its names, and is told", async () => {
  const cluster = sharedCluster();
  const folder = ownFolder();
  const { stdout } = await promisify(execFile)("/bin/sh", ["-c", "command -v busybox"]);
  writeBusyboxImage(join(folder, "tool.tar"), { busybox: stdout.trim() });
  const loaded = await command(folder, "load", "tool.tar", "example.org/loaded:1", "loaded");
  expect(loaded).toBe(`loaded: ${busyboxImage}, example.org/loaded:1, docker.io/library/loaded:latest\n`);
  const namespace = await cluster.createNamespace();
  const container = { name: "main", image: "example.org/loaded:1", imagePullPolicy: "Never", command: ["true"] };
  const spec = { restartPolicy: "Never", containers: [container] };
  await cluster.apply({ apiVersion: "v1", kind: "Pod", metadata: { name: "pod" }, spec }, "-n", namespace);
  await cluster.kubectl(
    "wait",
    "pod/pod",
    "--for=jsonpath={.status.phase}=Succeeded",
    "--timeout=60s",
    "-n",
    namespace,
  );
  const lines = (await command(folder, "status")).split("\n");
  const { name, nodeIp, hostIp } = cluster.node;
  expect(lines[0]).toBe(`up: ${cluster.server}, node ${name} at ${nodeIp}`);
  expect(lines[1]).toBe(`Pods reach this machine at ${hostIp}: servers for them listen there, or everywhere`);
  const images = lines[2]?.replace("images: ", "").split(", ");
  expect(images).toEqual(expect.arrayContaining([busyboxImage, "localhost/pause:1", "example.org/loaded:1"]));
  expect(lines.slice(3)).toEqual([`export KUBECONFIG=${cluster.kubeconfig}`, ""]);
});

test("every image of an archive is loaded, and the first gets the further names", async () => {
  const { node, folder: clusterFolder } = sharedCluster();
  const folder = ownFolder();
  const [archive, names] = [join(folder, "two.tar"), [busyboxImage, pauseImage]];
  const ctr = ["ctr", "--address", runtimeSocket(clusterFolder), "--namespace", "k8s.io"];
  await node.run(...ctr, "images", "export", archive, ...names);
  const loaded = await command(folder, "load", archive, "example.org/of-two:1");
  expect(loaded.trimEnd().replace("loaded: ", "").split(", ").sort()).toEqual(["example.org/of-two:1", ...names]);
});

test("what is no archive of images is refused in words", async () => {
  const folder = ownFolder();
  writeFileSync(join(folder, "junk.tar"), "junk");
  const refused = (archive: string) =>
    command(folder, "load", archive).catch(({ code, stderr }: { code: number; stderr: string }) => `${code} ${stderr}`);
  expect(await refused("junk.tar")).toMatch(new RegExp(`^4 cluster: the node does not take ${folder}/junk.tar: .*\n$`));
  expect(await refused("gone.tar")).toBe(`4 cluster: there is no archive ${folder}/gone.tar\n`);
});
