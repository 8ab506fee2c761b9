import { randomBytes } from "node:crypto";
import type { PodRunner } from "@podwright/runner";
import { podNamed } from "./the-pod.ts";

/** Runs the Pod on one of our engines. @throws when it does not succeed */
export async function runOn(runner: PodRunner, signal: AbortSignal): Promise<void> {
  const pod = podNamed(`bench-${randomBytes(4).toString("hex")}`);
  const { status } = await runner.run({ pod, configMaps: [], secrets: [], programs: {}, signal }, () => {});
  if (status.phase !== "Succeeded") throw new Error(`the Pod ended as ${status.phase}: ${JSON.stringify(status)}`);
}
