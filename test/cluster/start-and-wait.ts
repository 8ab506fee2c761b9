import { startCluster } from "./start-cluster.ts";

// A process of its own that has a cluster with a node, and is killed.
await startCluster({ folder: process.argv[2] ?? "", node: true });
process.stdout.write("up\n");
setInterval(() => {}, 60_000);
