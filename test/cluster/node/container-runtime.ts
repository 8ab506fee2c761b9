import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pauseImage } from "../../support/container-images.ts";
import type { ClusterPlan, NodePlan } from "../parts/cluster-plan.ts";
import { withLogTail } from "../parts/log-tail.ts";
import { ownPid, startOwn } from "../parts/own-process.ts";
import { insideNode, runInNode } from "./node-namespace.ts";
import { stopInNode } from "./stop-in-node.ts";

const name = "containerd";

/** As the node sees it. */
export function runtimeSocket(folder: string): string {
  return join(folder, "node/containerd.sock");
}

export async function startContainerRuntime(plan: ClusterPlan, node: NodePlan): Promise<void> {
  const { folder, life } = plan;
  writeFileSync(join(folder, "containerd.toml"), containerdConfig(folder));
  writeFileSync(join(folder, "bridge.conflist"), networkConfig(folder, node));
  await runInNode(folder, ["cp", join(folder, "bridge.conflist"), join(folder, "node/cni/")]);
  if (ownPid(folder, name) !== undefined) return;
  await startOwn(folder, {
    name,
    life,
    command: insideNode(folder, ["containerd", "--config", join(folder, "containerd.toml")]),
  });
  while (!(await answers(folder))) {
    if (ownPid(folder, name) === undefined) throw withLogTail(folder, name, "ended");
    await sleep(25);
  }
}

/** Containers go on without it. */
export async function stopContainerRuntime(folder: string): Promise<void> {
  await stopInNode(folder, name);
}

export function containerd(folder: string, ...args: readonly string[]): Promise<string> {
  return runInNode(folder, ["ctr", "--address", runtimeSocket(folder), "--namespace", "k8s.io", ...args]);
}

async function answers(folder: string): Promise<boolean> {
  return await containerd(folder, "version").then(
    () => true,
    () => false,
  );
}

function containerdConfig(folder: string): string {
  const node = join(folder, "node");
  const plugins = ["/usr/lib/cni", "/opt/cni/bin"].find((place) => existsSync(join(place, "bridge")));
  const unused = ["internal.v1.opt", "snapshotter.v1.aufs", "snapshotter.v1.btrfs", "snapshotter.v1.devmapper"];
  return `version = 2
root = "${node}/containerd"
state = "${node}/containerd-state"
disabled_plugins = [${[...unused, "snapshotter.v1.zfs"].map((plugin) => `"io.containerd.${plugin}"`).join(", ")}]
[grpc]
  address = "${runtimeSocket(folder)}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${plugins ?? "/usr/lib/cni"}"
    conf_dir = "${node}/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
`;
}

function networkConfig(folder: string, { podNetwork }: NodePlan): string {
  const addresses = {
    type: "host-local",
    dataDir: join(folder, "node/addresses"),
    ranges: [[{ subnet: podNetwork }]],
    routes: [{ dst: "0.0.0.0/0" }],
  };
  const bridge = { type: "bridge", bridge: "pods", isGateway: true, ipMasq: false, hairpinMode: true, ipam: addresses };
  return JSON.stringify({ cniVersion: "0.4.0", name: "pods", plugins: [bridge] });
}
