import { basename } from "node:path";
import { problemsOf, resultOf, valueOrThrow } from "@podwright/core";
import { gatherPodFacts } from "../gather-pod-facts.ts";
import { checkPod } from "../pod-check/check-pod.ts";
import type { EngineTraits } from "../pod-check/engine-traits.ts";
import { limitsWithoutEffect } from "../pod-check/limits-without-effect.ts";
import { notEnforced } from "../pod-check/not-enforced.ts";
import type { PodFacts } from "../pod-facts.ts";
import { systemClock } from "../pod-lifecycle/clock.ts";
import { runPod } from "../pod-lifecycle/run-pod.ts";
import type { PodRunner, RunEvent, RunRequest, RunResult } from "../runner.ts";
import { planVolumes } from "../volumes/plan-volumes.ts";
import { watchUsage } from "../volumes/watch-usage.ts";
import { findCgroupPlaces } from "./cgroups/find-cgroup-places.ts";
import { createRunCgroups, runCgroupFolders } from "./cgroups/run-cgroups.ts";
import { withDiskProblem } from "./disk-problem.ts";
import { findBubblewrap, probeBubblewrap } from "./find-bubblewrap.ts";
import { planSandboxes } from "./plan-sandboxes.ts";
import { requireNsenter } from "./require-nsenter.ts";
import { makeRunFolder, noteCgroups, removeAbandonedRunFolders, removeRunFolder } from "./run-folder.ts";
import { createSandboxRuntime, type SandboxRuntimeInput } from "./sandbox-runtime.ts";
import { sandboxTraits } from "./sandbox-traits.ts";
import { requireSetpriv } from "./setpriv.ts";

export interface SandboxOptions {
  /** Where `bwrap` is looked for: folders with colons between them, as in PATH. */
  readonly path: string;
  /** Each run makes one folder in it and removes it at its end, with those that killed runs of this user left. */
  readonly temporaryFolder: string;
}

type PlannedPod = Pick<SandboxRuntimeInput, "volumes" | "plans">;

export interface SandboxRunner extends PodRunner {
  /**
   * Rejects where this machine cannot make a sandbox; asks it once, whatever the number of runs.
   * @problems NO_BUBBLEWRAP, USER_NAMESPACES_FORBIDDEN, SANDBOX_FAILED
   */
  probe(): Promise<void>;
}

/**
 * The `sandbox` engine: each container is a tree of processes in a bubblewrap sandbox.
 * `run` rejects before anything starts with NO_BUBBLEWRAP, USER_NAMESPACES_FORBIDDEN, SANDBOX_FAILED, ENGINE_UNSUPPORTED,
 * CONTAINER_COMMAND_MISSING, POD_INVALID, POD_REFERENCE_MISSING or, when it is strict, ENGINE_NOT_ENFORCED, all that apply at once.
 */
export function createSandboxRunner({ path, temporaryFolder }: SandboxOptions): SandboxRunner {
  let probed: Promise<string> | undefined;
  const probe = (): Promise<string> => {
    probed ??= workingBubblewrap(path);
    return probed;
  };
  return {
    engine: "sandbox",
    async probe() {
      await probe();
    },
    async run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<RunResult> {
      const asRoot = process.getuid?.() === 0;
      const facts = await gatherPodFacts(request, temporaryFolder);
      const places = findCgroupPlaces();
      const traits = sandboxTraits(asRoot, places);
      const planned = planPod(facts, request, traits);
      const bubblewrap = await probe();
      if (asRoot) requireSetpriv(planned.plans.map(({ identity }) => identity));
      requireNsenter(facts.pod);
      await request.prepare?.();
      const warning = notEnforced(facts.pod, traits);
      if (warning) onEvent({ type: "problem", at: new Date(), problem: warning });
      limitsWithoutEffect(facts.pod, traits).forEach(onEvent);
      await removeAbandonedRunFolders(temporaryFolder);
      const folder = await makeRunFolder(temporaryFolder);
      try {
        const name = basename(folder.path);
        const cgroups = createRunCgroups(places, name);
        const runtime = await noteCgroups(folder, runCgroupFolders(places, name))
          .then(() => createSandboxRuntime({ path, bubblewrap, asRoot, folder, facts, cgroups, ...planned }))
          .catch((error: unknown) => Promise.reject(withDiskProblem(error, temporaryFolder)));
        const usage = watchUsage(runtime.limitedFolders);
        const { signal, hasten } = request;
        const evicted = usage.exceeded;
        const run = runPod({ pod: facts.pod, runtime, clock: systemClock, signal, hasten, evicted, onEvent });
        const status = await run.finally(() => {
          usage.stop();
          return runtime.close();
        });
        return { status };
      } finally {
        await removeRunFolder(folder.path);
      }
    },
  };
}

async function workingBubblewrap(path: string): Promise<string> {
  const bubblewrap = findBubblewrap(path);
  await probeBubblewrap(bubblewrap, path, process.getuid?.() === 0);
  return bubblewrap;
}

/** What is to be made of a Pod; throws everything that is wrong with it. */
function planPod(facts: PodFacts, { programs, strict }: RunRequest, traits: EngineTraits): PlannedPod {
  const volumes = planVolumes(facts);
  const plans = planSandboxes(facts, programs);
  valueOrThrow(resultOf(null, [...checkPod(facts.pod, traits, strict), ...problemsOf([volumes, plans])]));
  return { volumes: valueOrThrow(volumes), plans: valueOrThrow(plans) };
}
