import { connectCluster } from "@podwright/runner";

/** Loaded when a cluster is asked, so that who asks none starts without it. */
export { connectCluster as openCluster };
