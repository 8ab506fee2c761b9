import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { busyboxImage } from "../support/container-images.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { fixedPlaces, tracesOf } from "./machine-traces.ts";
import { ownPid } from "./parts/own-process.ts";
import { clusterFolder } from "./parts/places.ts";
import { patience } from "./patience.ts";
import { stopCluster } from "./stop-cluster.ts";
import { sharedCluster, startTestCluster } from "./test-clusters.ts";
import { untilAllowed } from "./until-heeded.ts";

const image = busyboxImage;

/** Waits for a Pod's end; returns its phase. */
async function phaseAtEnd(cluster: Cluster, namespace: string, name: string): Promise<string> {
  for (;;) {
    const phase = await cluster.kubectl("get", "pod", name, "-n", namespace, "-o", "jsonpath={.status.phase}");
    if (phase === "Succeeded" || phase === "Failed") return phase;
    await sleep(200);
  }
}

function podOf(spec: object): object {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "pod" }, spec };
}

const shell = (script: string) => ({ image, command: ["/bin/sh", "-c", script] });

test("a Pod with an init container, a native sidecar and a main container runs to its end", async () => {
  const cluster = sharedCluster();
  const namespace = await cluster.createNamespace();
  const volumeMounts = [{ name: "data", mountPath: "/data" }];
  const untilTerm = "trap 'echo stopped; exit 0' TERM; touch /data/up; while :; do sleep 0.1; done";
  await cluster.apply(
    podOf({
      restartPolicy: "Never",
      volumes: [{ name: "data", emptyDir: {} }],
      initContainers: [
        { name: "init", ...shell("echo from init > /data/said"), volumeMounts },
        {
          name: "sidecar",
          restartPolicy: "Always",
          ...shell(untilTerm),
          startupProbe: { exec: { command: ["cat", "/data/up"] }, periodSeconds: 1 },
          volumeMounts,
        },
      ],
      containers: [{ name: "main", ...shell("cat /data/said; test -e /data/up && echo with sidecar"), volumeMounts }],
    }),
    "-n",
    namespace,
  );
  expect(await phaseAtEnd(cluster, namespace, "pod")).toBe("Succeeded");
  expect(await cluster.kubectl("logs", "pod", "-c", "main", "-n", namespace)).toBe("from init\nwith sidecar\n");
  expect(await cluster.kubectl("logs", "pod", "-c", "sidecar", "-n", namespace)).toBe("stopped\n");
});

test("Pods reach servers of this machine and the API server, and this machine reaches Pods", async () => {
  const cluster = sharedCluster();
  const server = createServer((_, response) => response.end("from the host\n")).listen(0, cluster.node.hostIp);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const namespace = await cluster.createNamespace();
  const script = [
    `wget -qO- http://${cluster.node.hostIp}:${port}/`,
    "nc $KUBERNETES_SERVICE_HOST $KUBERNETES_SERVICE_PORT < /dev/null && echo api server",
    "echo from the Pod > index.html; httpd -p 8080; sleep 600",
  ].join("; ");
  await cluster.apply(podOf({ containers: [{ name: "main", ...shell(script), workingDir: "/tmp" }] }), "-n", namespace);
  await cluster.kubectl("wait", "pod/pod", "--for=condition=Ready", "--timeout=60s", "-n", namespace);
  const ip = await cluster.kubectl("get", "pod", "pod", "-n", namespace, "-o", "jsonpath={.status.podIP}");
  const answer = async () =>
    fetch(`http://${ip}:8080/`).then(
      (response) => response.text(),
      () => "",
    );
  await expect.poll(answer, patience).toBe("from the Pod\n");
  expect(await cluster.kubectl("logs", "pod", "-n", namespace)).toBe("from the host\napi server\n");
  await cluster.kubectl("delete", "pod", "pod", "-n", namespace, "--now", "--wait=false");
});

test("serves an image of an archive under other names as well", async () => {
  const cluster = sharedCluster();
  await cluster.node.tagImage(image, ["example.org/tool:2", "tool"]);
  const namespace = await cluster.createNamespace();
  const containers = ["example.org/tool:2", "docker.io/library/tool:latest"].map((name, index) => ({
    name: `main-${index}`,
    ...shell("true"),
    image: name,
    imagePullPolicy: "Never",
  }));
  await cluster.apply(podOf({ restartPolicy: "Never", containers }), "-n", namespace);
  expect(await phaseAtEnd(cluster, namespace, "pod")).toBe("Succeeded");
});

test("a cluster with a node leaves nothing when it is stopped with a Pod running", async () => {
  const before = fixedPlaces();
  const cluster = await startTestCluster({ node: true });
  onTestFinished(() => cluster.stop());
  const namespace = await cluster.createNamespace();
  const data = { name: "data", emptyDir: { medium: "Memory" } };
  const main = { name: "main", ...shell("sleep 600"), volumeMounts: [{ name: "data", mountPath: "/data" }] };
  await cluster.apply(podOf({ volumes: [data], containers: [main] }), "-n", namespace);
  await cluster.kubectl("wait", "pod/pod", "--for=condition=Ready", "--timeout=60s", "-n", namespace);
  const traces = tracesOf(cluster.folder);
  expect((await traces()).length).toBeGreaterThan(5);
  await cluster.stop();
  expect(await traces()).toEqual([]);
  expect(existsSync(cluster.folder)).toBe(false);
  expect(fixedPlaces()).toEqual(before);
});

test("a cluster that was half killed is told broken, and stopping it leaves nothing", async () => {
  const cluster = await startTestCluster({ node: true });
  onTestFinished(() => cluster.stop());
  expect(await cluster.isWhole()).toBe(true);
  const traces = tracesOf(cluster.folder);
  for (const name of ["etcd", "containerd"]) process.kill(ownPid(cluster.folder, name) ?? 0, "SIGKILL");
  await expect.poll(() => cluster.isWhole(), patience).toBe(false);
  await stopCluster(cluster.folder);
  expect(await traces()).toEqual([]);
});

test("an API server comes back at its address with what it had", async () => {
  const cluster = await startTestCluster();
  onTestFinished(() => cluster.stop());
  const namespace = await cluster.createNamespace();
  await cluster.stopApiServer();
  await expect(cluster.kubectl("get", "namespace", namespace)).rejects.toThrow("refused");
  await cluster.startApiServer();
  expect(await cluster.kubectl("get", "namespace", namespace, "-o", "name")).toBe(`namespace/${namespace}\n`);
});

test("a kubeconfig of a ServiceAccount may what its Role says and no more", async () => {
  const cluster = await startTestCluster();
  onTestFinished(() => cluster.stop());
  const namespace = await cluster.createNamespace();
  const kubeconfig = await cluster.kubeconfigFor(namespace, "reader");
  await cluster.kubectl("create", "role", "reader", "--verb=get", "--resource=podtemplates", "-n", namespace);
  const subject = `--serviceaccount=${namespace}:reader`;
  await cluster.kubectl("create", "rolebinding", "reader", "--role=reader", subject, "-n", namespace);
  await untilAllowed(cluster, kubeconfig, "get", "podtemplates", "-n", namespace);
  const question = ["auth", "can-i", "create", "podtemplates", "-n", namespace, `--kubeconfig=${kubeconfig}`];
  await expect(cluster.kubectl(...question)).rejects.toThrow("no");
});

test("a cluster ends with the process that started it, kill -9 included", async () => {
  const folder = clusterFolder("own-killed");
  mkdirSync(dirname(folder), { recursive: true });
  const script = fileURLToPath(new URL("./start-and-wait.ts", import.meta.url));
  const child = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => stopCluster(folder));
  const [said] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  expect(said).toBe("up\n");
  expect(openCluster(folder)?.hasNode).toBe(true);
  const traces = tracesOf(folder);
  child.kill("SIGKILL");
  await once(child, "close");
  const processes = async () => (await traces()).filter((line) => line.startsWith("process"));
  await expect.poll(processes, patience).toEqual([]);
});
