import type { Cluster } from "./cluster.ts";

/** A shell script's part that goes on when the test says so. */
export const untilReleased = "until test -e /tmp/go; do sleep 0.1; done";

/** Lets the container `main` of a Pod go on. */
export async function release({ kubectl }: Pick<Cluster, "kubectl">, namespace: string, pod: string): Promise<string> {
  return await kubectl("exec", pod, "--container=main", "--namespace", namespace, "--", "touch", "/tmp/go");
}
