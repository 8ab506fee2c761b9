import process from "node:process";
import { createKubernetesRunner } from "../../../packages/runner/src/index.ts";

/** What a test asks of this process before it kills it. */
export interface LeftRun {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly name: string;
  readonly keep?: boolean;
}

process.on("message", async ({ name, ...options }: LeftRun) => {
  const containers = [{ name: "main", image: "localhost/busybox:1" }];
  await createKubernetesRunner({ environment: {}, ...options }).run(
    {
      pod: { metadata: { name }, spec: { restartPolicy: "Never", containers } },
      configMaps: [],
      secrets: [],
      programs: {},
      signal: new AbortController().signal,
    },
    () => {},
  );
});
