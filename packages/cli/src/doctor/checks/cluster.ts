import { type Check, ok, skipped } from "../check.ts";

/** Whether the cluster answers, what it is, and who we are to it. @problems those of a cluster's connection */
export const clusterCheck: Check = {
  name: "cluster",
  engine: "kubernetes",
  run: async ({ cluster }, signal) => {
    const connected = await cluster().catch(() => null);
    if (connected === null) return skipped("the kubeconfig cannot be used");
    if (!connected) return skipped("no kubeconfig names one");
    const [version, review] = await Promise.all([
      connected.version({ signal }),
      connected.create("selfsubjectreviews", {}, { signal }),
    ]);
    const { username = "somebody", groups = [] } = review.status?.userInfo ?? {};
    return ok(`${connected.server} answers: Kubernetes ${version}`, [
      `to it we are ${username}${groups.length === 0 ? "" : `, of ${groups.join(", ")}`}`,
    ]);
  },
};
