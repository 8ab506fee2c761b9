import {
  type Pod,
  type PodStatus,
  type Problem,
  ProblemError,
  problemsOf,
  resultOf,
  valueOrThrow,
} from "@podwright/core";
import { podFacts } from "../gather-pod-facts.ts";
import { type ContainerPlan, planContainers } from "../plan-containers.ts";
import { checkPod } from "../pod-check/check-pod.ts";
import { limitsWithoutEffect } from "../pod-check/limits-without-effect.ts";
import { notEnforced } from "../pod-check/not-enforced.ts";
import type { PodFacts } from "../pod-facts.ts";
import { podHostname } from "../pod-hostname.ts";
import { systemClock } from "../pod-lifecycle/clock.ts";
import { runPod } from "../pod-lifecycle/run-pod.ts";
import type { PodRunner, RunEvent, RunRequest, RunResult } from "../runner.ts";
import { type PlannedVolume, planVolumes } from "../volumes/plan-volumes.ts";
import { type LimitedFolder, watchUsage } from "../volumes/watch-usage.ts";
import { unreachable } from "./dial-pod.ts";
import type { EngineSearch } from "./discovery/engine-search.ts";
import { chooseContainerRuntime, type FoundRuntime } from "./discovery/find-container-runtimes.ts";
import { createDockerRuntime } from "./docker-runtime.ts";
import { dockerTraits, seesVolumes } from "./docker-traits.ts";
import { connectEngine, type Engine } from "./engine/connect-engine.ts";
import { engineFailed } from "./engine/engine-error.ts";
import { removeAbandonedRuns, removeRun } from "./engine/remove-runs.ts";
import { newRunMark, type RunMark } from "./engine/run-owner.ts";
import { watchLoss } from "./engine-loss.ts";
import type { ImageFacts } from "./images/ensure-images.ts";
import { imageNameProblems } from "./images/image-name-problems.ts";
import { podImages } from "./images/pod-images.ts";
import { type EnginePod, makePod } from "./pod/make-pod.ts";
import type { PodNetwork } from "./pod/pause-body.ts";
import { volumeUsage } from "./volume-usage.ts";

export interface DockerOptions {
  /** Where engines are looked for, and what Docker's own client was logged in to. */
  readonly search: EngineSearch;
  /** One of them that has answered: runs use it until it is lost. Absent: the first run asks who answers. */
  readonly found?: FoundRuntime;
  /**
   * Default: `own`, or the machine's where the Pod says `hostNetwork`. With `host`, a store on this machine's loopback is reached
   * if the engine is here; a busy port is taken then.
   */
  readonly network?: PodNetwork;
  /**
   * Who serves the commands that the request names programs of this machine for: `own` (the default), an image of those
   * programs that is brought to the engine; `image`, the containers' own images, which then must have them.
   */
  readonly copilot?: "own" | "image";
}

/**
 * The `docker` engine: each container is one of Docker or Podman, with its own image.
 * `run` rejects before anything starts with NO_CONTAINER_RUNTIME, CONTAINER_ENGINE_FAILED, IMAGE_MISSING, ENGINE_UNSUPPORTED, POD_INVALID,
 * POD_REFERENCE_MISSING, CONTAINER_COMMAND_MISSING or, when it is strict, ENGINE_NOT_ENFORCED; later with CONTAINER_ENGINE_LOST
 * when the engine goes away.
 */
export function createDockerRunner(options: DockerOptions): PodRunner {
  let { found } = options;
  let connected: Promise<Engine> | undefined;
  const connect = async () => connectEngine(found ?? (await chooseContainerRuntime(options.search)));
  return {
    engine: "docker",
    async run(request: RunRequest, onEvent: (event: RunEvent) => void): Promise<RunResult> {
      connected ??= connect();
      const connecting = connected;
      let engine: Engine | undefined;
      try {
        engine = await connecting;
        return await runOn(engine, { request, options, onEvent });
      } catch (error) {
        const failed = engine ? engineFailed(error, engine) : error;
        if (!engine || isEngineLost(failed)) {
          // The next run asks again who answers.
          found = undefined;
          if (connected === connecting) connected = undefined;
        }
        throw failed;
      }
    },
  };
}

function isEngineLost(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.some(({ code }) => code === "CONTAINER_ENGINE_LOST");
}

interface Run {
  readonly request: RunRequest;
  readonly options: DockerOptions;
  readonly onEvent: (event: RunEvent) => void;
}

async function runOn(engine: Engine, run: Run): Promise<RunResult> {
  const { request, onEvent } = run;
  const facts = podFacts(request, { ...engine.node, ip: "127.0.0.1", storageBytes: 0 });
  const { volumes, plans } = planPod(engine, facts, run);
  await request.prepare?.();
  const warning = notEnforced(facts.pod, dockerTraits(engine));
  if (warning) onEvent({ type: "problem", at: new Date(), problem: warning });
  limitsWithoutEffect(facts.pod, dockerTraits(engine)).forEach(onEvent);
  await removeAbandonedRuns(engine);
  const input = { facts, plans, search: run.options.search, signal: request.signal, onEvent };
  const images = await unlessAborted(podImages(engine, input), request.signal);
  if (!images) return { status: await unstartedPod(facts.pod, run) };
  const mark = newRunMark();
  try {
    const result = await runMarked(engine, run, { facts, volumes, images, mark });
    await removeRun(engine, mark.run);
    return result;
  } catch (error) {
    await removeRun(engine, mark.run).catch(() => undefined);
    throw error;
  }
}

/** Undefined when the run was aborted meanwhile: what goes wrong then is of no interest. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  try {
    const value = await work;
    return signal.aborted ? undefined : value;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** What a Pod comes to whose run was aborted before anything of it was made. */
async function unstartedPod(pod: Pod, { request: { signal }, onEvent }: Run): Promise<PodStatus> {
  const start = async (name: string) => Promise.reject(new Error(`${name} is not to be started`));
  return await runPod({ pod, runtime: { start }, clock: systemClock, signal, onEvent });
}

interface PlannedPod {
  readonly volumes: readonly PlannedVolume[];
  readonly plans: readonly ContainerPlan[];
}

/** What is to be made of a Pod; throws everything that is wrong with it. */
function planPod(engine: Engine, facts: PodFacts, { request, options }: Run): PlannedPod {
  const { strict, programs } = request;
  const volumes = planVolumes(facts);
  const plans = planContainers(facts, options.copilot === "image" ? {} : programs);
  const checks = [
    ...checkPod(facts.pod, dockerTraits(engine), strict),
    ...(plans.ok ? imageNameProblems(plans.value) : []),
    ...[...unreachable(engine, facts.pod), ...withoutNetwork(engine, networkOf(facts.pod, options))],
  ];
  valueOrThrow(resultOf(null, [...checks, ...problemsOf([volumes, plans])]));
  return { volumes: valueOrThrow(volumes), plans: valueOrThrow(plans) };
}

/** @problems CONTAINER_ENGINE_FAILED */
function withoutNetwork({ title, place, networkLack }: Engine, network: PodNetwork): readonly Problem[] {
  if (!networkLack || network !== "own") return [];
  const { what, fix } = networkLack;
  return [{ code: "CONTAINER_ENGINE_FAILED", what: `${title} ${what}`, where: place, fix }];
}

interface MarkedRun {
  readonly facts: PodFacts;
  readonly volumes: readonly PlannedVolume[];
  readonly images: ReadonlyMap<string, ImageFacts>;
  readonly mark: RunMark;
}

async function runMarked(engine: Engine, run: Run, { facts, volumes, images, mark }: MarkedRun): Promise<RunResult> {
  const { request, options, onEvent } = run;
  const network = networkOf(facts.pod, options);
  const hostname = facts.pod.spec?.hostNetwork ? engine.node.name : podHostname(facts.pod);
  const pod = await makePod(engine, { facts, volumes, mark, hostname, network });
  // The Pod's address is known only now; the environment may tell it.
  const { plans } = planPod(engine, { ...facts, node: { ...facts.node, ip: pod.ip } }, run);
  const loss = watchLoss(engine);
  const spec = facts.pod.spec ?? { containers: [] };
  const runtime = createDockerRuntime({ engine, mark, loss, spec, pod, plans, images });
  const usage = watchUsage(limitedFolders(engine, pod, volumes), volumeUsage(engine, pod));
  const running = runPod({
    ...{ pod: facts.pod, podIp: pod.ip, runtime, clock: systemClock, evicted: usage.exceeded },
    signal: AbortSignal.any([request.signal, loss.signal]),
    hasten: AbortSignal.any([...(request.hasten ? [request.hasten] : []), loss.signal]),
    onEvent: (event) => {
      if (!loss.signal.aborted) onEvent(event);
    },
  });
  const status = await running.finally(usage.stop);
  if (loss.signal.aborted) throw loss.signal.reason as ProblemError;
  return { status };
}

/** Volumes on disk with a `sizeLimit`, where they can be looked at from here. */
function limitedFolders(engine: Engine, pod: EnginePod, volumes: readonly PlannedVolume[]): readonly LimitedFolder[] {
  return volumes.flatMap(({ name, medium, limit }) => {
    const folder = pod.volumes.get(name)?.mountpoint;
    const isSeen = seesVolumes(engine) && medium === "disk";
    return folder && limit?.written && isSeen ? [{ name, folder, limit }] : [];
  });
}

function networkOf({ spec }: Pod, { network }: DockerOptions): PodNetwork {
  return spec?.hostNetwork ? "host" : (network ?? "own");
}
