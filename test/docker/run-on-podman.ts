import type { PodSpec } from "@podwright/core";
import { createDockerRunner, type DockerOptions } from "@podwright/runner";
import { inject } from "vitest";
import type { PodCase } from "../../packages/runner/src/contract/pod-case.ts";
import { type Outcome, runCase } from "../../packages/runner/src/contract/run-case.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { searchFor } from "./engine-client.ts";

/** Runs a Pod of busybox on the Podman that all tests share. */
export async function runOnPodman(
  spec: PodSpec,
  more: Partial<PodCase> = {},
  options: Partial<DockerOptions> = {},
): Promise<Outcome> {
  const runner = createDockerRunner({ search: searchFor(inject("engineSocket")), ...options });
  return await runCase(runner, busyboxPod(spec, more));
}
