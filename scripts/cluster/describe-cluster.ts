import type { Cluster } from "../../test/cluster/cluster.ts";

/** Where a cluster that is up is reached, and what its node has; a line each, the last for a shell. */
export async function describeCluster(cluster: Cluster): Promise<readonly string[]> {
  const { server, kubeconfig, hasNode } = cluster;
  const use = `export KUBECONFIG=${kubeconfig}`;
  if (!hasNode) return [`up: ${server}`, use];
  const { name, nodeIp, hostIp } = cluster.node;
  return [
    `up: ${server}, node ${name} at ${nodeIp}`,
    `Pods reach this machine at ${hostIp}: servers for them listen there, or everywhere`,
    `images: ${(await cluster.node.images()).join(", ")}`,
    use,
  ];
}
