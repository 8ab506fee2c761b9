import { randomUUID } from "node:crypto";
import { availableParallelism, hostname, totalmem } from "node:os";
import type { Pod, Problem } from "@podwright/core";
import { ProblemError } from "@podwright/core";
import { notEnforced } from "../pod-check/not-enforced.ts";
import { unsupported } from "../pod-check/unsupported.ts";
import type { PodFacts } from "../pod-facts.ts";
import { systemClock } from "../pod-lifecycle/clock.ts";
import { runPod } from "../pod-lifecycle/run-pod.ts";
import type { PodRunner, RunEvent, RunRequest, RunResult } from "../runner.ts";
import { planVolumes } from "../volumes/plan-volumes.ts";
import { findBubblewrap, probeBubblewrap } from "./find-bubblewrap.ts";
import { type ContainerPlan, planContainers } from "./plan-containers.ts";
import { makeRunFolder, removeRunFolder } from "./run-folder.ts";
import { createSandboxRuntime } from "./sandbox-runtime.ts";

export interface SandboxOptions {
  /** Where `bwrap` is looked for: folders with colons between them, as in PATH. */
  readonly path: string;
  /** Each run makes one folder in it and removes it at its end. */
  readonly temporaryFolder: string;
}

/**
 * The `sandbox` engine: each container is a tree of processes in a bubblewrap sandbox.
 * `run` rejects before anything starts with NO_BUBBLEWRAP, USER_NAMESPACES_FORBIDDEN, SANDBOX_FAILED, ENGINE_UNSUPPORTED,
 * CONTAINER_COMMAND_MISSING, POD_INVALID or POD_REFERENCE_MISSING, all that apply at once.
 */
export function createSandboxRunner({ path, temporaryFolder }: SandboxOptions): PodRunner {
  return {
    engine: "sandbox",
    async run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<RunResult> {
      const asRoot = process.getuid?.() === 0;
      const facts = podFacts(request);
      const volumes = planVolumes(facts);
      const containers = planContainers(facts, request.programs);
      const problems = [
        ...unsupported(facts.pod),
        ...(volumes.ok ? [] : volumes.problems),
        ...(containers.ok ? [] : containers.problems),
      ];
      if (!volumes.ok || !containers.ok || problems.length > 0) throw problemError(problems);
      const bubblewrap = findBubblewrap(path);
      await probeBubblewrap(bubblewrap, path, asRoot);
      const warning = notEnforced(facts.pod, asRoot);
      if (warning) onEvent({ type: "problem", at: new Date(), problem: warning });
      const folder = await makeRunFolder(temporaryFolder);
      try {
        const plans: readonly ContainerPlan[] = containers.value;
        const runtime = await createSandboxRuntime({
          path,
          bubblewrap,
          asRoot,
          folder,
          facts,
          volumes: volumes.value,
          plans,
        });
        const { signal, hasten } = request;
        return { status: await runPod({ pod: facts.pod, runtime, clock: systemClock, signal, hasten, onEvent }) };
      } finally {
        await removeRunFolder(folder.path);
      }
    },
  };
}

function podFacts({ pod, configMaps, secrets }: RunRequest): PodFacts {
  const metadata = { ...pod.metadata, name: pod.metadata?.name ?? "pod", uid: pod.metadata?.uid ?? randomUUID() };
  const named: Pod = { ...pod, metadata };
  const node = { name: hostname(), ip: "127.0.0.1", cpuMillis: availableParallelism() * 1000, memoryBytes: totalmem() };
  return { pod: named, configMaps, secrets, node };
}

function problemError(problems: readonly Problem[]): ProblemError {
  const [first, ...more] = problems;
  if (!first) throw new Error("a refused Pod has a problem");
  return new ProblemError([first, ...more]);
}
