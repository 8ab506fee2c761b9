import process from "node:process";
import { createKubernetesRunner } from "../../../packages/runner/src/index.ts";

/** What a test asks of this process before it kills it. */
export interface LeftRun {
  readonly kubeconfig: string;
  readonly namespace: string;
  readonly name: string;
  readonly keep?: boolean;
  /** Whether the run brings a ConfigMap `settings`, which its container needs. */
  readonly apply?: boolean;
  /** What its container does; default: nothing. */
  readonly script?: string;
}

process.on("message", async ({ name, script, ...options }: LeftRun) => {
  const { apply = false } = options;
  const needed = apply ? { envFrom: [{ configMapRef: { name: "settings" } }] } : {};
  const program = script === undefined ? {} : { command: ["/bin/sh", "-c", script] };
  const containers = [{ name: "main", image: "localhost/busybox:1", ...program, ...needed }];
  await createKubernetesRunner({ environment: {}, ...options }).run(
    {
      pod: { metadata: { name }, spec: { restartPolicy: "Never", containers } },
      configMaps: apply ? [{ metadata: { name: "settings" }, data: { a: "1" } }] : [],
      secrets: [],
      programs: {},
      signal: new AbortController().signal,
    },
    () => {},
  );
});
