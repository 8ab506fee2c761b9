import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { type Cluster, connectCluster, createKubernetesRunner } from "@podwright/runner";
import { openCluster } from "../../../test/cluster/cluster.ts";
import { clusterFolder, hyperProgram } from "../../../test/cluster/parts/places.ts";
import { startCluster } from "../../../test/cluster/start-cluster.ts";
import type { Contender, Group, Missing } from "./contender.ts";
import { runOn } from "./run-on.ts";
import { podNamed } from "./the-pod.ts";

const names = ["kubelet", "kubernetes"];

/** The kubelet's own time on the tests' node, and our engine on it. The cluster that `npm run cluster -- up --node` has brought is used, and left. */
export async function openKubelet(): Promise<Group | Missing> {
  if (process.getuid?.() !== 0) return { names, reason: "a node of the bench's own needs root" };
  if (!existsSync(hyperProgram("kubelet")))
    return { names, reason: "Kubernetes is not built; `node scripts/cluster/install.ts` builds it, once, in minutes" };
  const given = openCluster(clusterFolder());
  const isGiven = given?.hasNode === true && (await given.isWhole());
  const cluster = given && isGiven ? given : await startCluster({ folder: clusterFolder("bench"), node: true });
  const namespace = await cluster.createNamespace("bench");
  const choice = { kubeconfig: cluster.kubeconfig, namespace, environment: {} };
  const connected = await connectCluster(choice);
  const runner = createKubernetesRunner(choice);
  return {
    contenders: [byKubelet(connected), { name: "kubernetes", once: (signal) => runOn(runner, signal) }],
    close: async () => {
      await connected.close();
      if (isGiven) await cluster.kubectl("delete", "namespace", namespace, "--wait=false");
      else await cluster.stop();
    },
  };
}

/** From the Pod's creation to the moment at which the API server has its end. */
function byKubelet(cluster: Cluster): Contender {
  return {
    name: "kubelet",
    once: async (signal) => {
      const name = `bench-${randomBytes(4).toString("hex")}`;
      const made = await cluster.create("pods", podNamed(name), { signal });
      const fieldSelector = `metadata.name=${name}`;
      const { resourceVersion = "0" } = made.metadata ?? {};
      try {
        for await (const news of cluster.watch("pods", { fieldSelector, resourceVersion, signal })) {
          const phase = news.type === "BOOKMARK" ? undefined : news.object.status?.phase;
          if (phase === "Succeeded") return;
          if (phase === "Failed") throw new Error(`the Pod ${name} failed`);
        }
        throw new Error("the watch ended before the Pod");
      } finally {
        await cluster.delete("pods", name, { graceSeconds: 0 });
      }
    },
  };
}
