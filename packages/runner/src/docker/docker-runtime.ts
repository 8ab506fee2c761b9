import type { Readable } from "node:stream";
import type { PodSpec } from "@podwright/core";
import type { Container as ContainerHandle } from "dockerode";
import type { LogLine } from "../logs/log-line.ts";
import { createLogTail, maxFileBytes, messageOf } from "../logs/termination-message.ts";
import type { ContainerPlan } from "../plan-containers.ts";
import type {
  ContainerEnd,
  ContainerRuntime,
  RunningContainer,
  StartOutcome,
} from "../pod-lifecycle/container-runtime.ts";
import { awaitEnd, isOutOfMemory } from "./container-end.ts";
import { dialPod } from "./dial-pod.ts";
import { endStrays, mayLeaveStrays, sharesProcesses } from "./end-strays.ts";
import type { Engine } from "./engine/connect-engine.ts";
import { engineWords, refusedWith } from "./engine/engine-error.ts";
import type { RunMark } from "./engine/run-owner.ts";
import type { EngineLoss } from "./engine-loss.ts";
import { execInContainer } from "./exec-in-container.ts";
import type { ImageFacts } from "./images/ensure-images.ts";
import { podFolder } from "./images/pause-image.ts";
import { containerBody } from "./pod/container-body.ts";
import { type EnginePod, putFiles } from "./pod/make-pod.ts";
import { MountError, mountVolumes } from "./pod/mount-volumes.ts";
import { readOutput } from "./read-output.ts";
import { readFirstFile } from "./tar/read-first-file.ts";

export interface DockerRuntimeInput {
  readonly engine: Engine;
  readonly mark: RunMark;
  readonly loss: EngineLoss;
  readonly spec: PodSpec;
  readonly pod: EnginePod;
  readonly plans: readonly ContainerPlan[];
  /** By container. */
  readonly images: ReadonlyMap<string, ImageFacts>;
}

/** Starts a Pod's containers, each a new container of the engine at each start, beside the pause container. */
export function createDockerRuntime(input: DockerRuntimeInput): ContainerRuntime {
  const { loss } = input;
  const starts = new Map<string, number>();
  return {
    async start(name, onLine): Promise<StartOutcome> {
      const plan = input.plans.find(({ container }) => container.name === name);
      const image = input.images.get(name);
      if (!plan || !image) throw new Error(`no container ${name}`);
      const attempt = starts.get(name) ?? 0;
      starts.set(name, attempt + 1);
      try {
        return await startContainer(input, { plan, image, attempt }, onLine);
      } catch (error) {
        if (loss.note(error)) return { outcome: "failed", end: lostEnd };
        const refused = error instanceof MountError || refusedWith(error) !== undefined;
        if (!refused) throw error;
        return {
          outcome: "failed",
          end: { exitCode: 128, reason: "CreateContainerError", message: engineWords(error) },
        };
      }
    },
  };
}

/** What is told of a container whose engine is gone; the run itself fails then. */
const lostEnd: ContainerEnd = { exitCode: 137, reason: "ContainerStatusUnknown" };

interface Start {
  readonly plan: ContainerPlan;
  readonly image: ImageFacts;
  readonly attempt: number;
}

async function startContainer(
  input: DockerRuntimeInput,
  { plan, image, attempt }: Start,
  onLine: (line: LogLine) => void,
): Promise<StartOutcome> {
  const { engine, pod, spec, mark, loss } = input;
  const { name, terminationMessagePath, tty } = plan.container;
  const messages = `message-${name}`;
  await putFiles(pod.pause, podFolder, [
    { path: messages, mode: 0o666, content: { type: "file", bytes: Buffer.alloc(0) } },
  ]);
  const binds = [
    ...(await mountVolumes(plan.volumeMounts, pod)),
    ...(plan.program?.writes ?? []).map((folder) => `${folder}:${folder}`),
    `${pod.podVolume.mountpoint}/${messages}:${terminationMessagePath ?? "/dev/termination-log"}`,
  ];
  const { hostname, network, pause } = pod;
  const { labels } = mark;
  const body = containerBody(plan, { engine, spec, hostname, network, image, pause: pause.id, binds, labels });
  const container = await engine.client.createContainer({ name: `podwright-${mark.run}-${name}-${attempt}`, ...body });
  const log = createLogTail();
  const begun = await begin(container, tty ? "terminal" : "frames", (line) => {
    log.add(line);
    onLine(line);
  });
  if ("exitCode" in begun) return { outcome: "failed", end: begun };
  const { output, closeOutput } = begun;
  let killed = false;
  const signal: RunningContainer["signal"] = (wanted) => {
    killed ||= wanted === "SIGKILL";
    const sent = wanted === "SIGTERM" && !plan.container.lifecycle?.stopSignal ? image.stopSignal : wanted;
    container.kill({ signal: sent }).catch((error) => loss.note(error));
  };
  const ending = async (): Promise<ContainerEnd> => {
    const end = await awaitEnd(container, output);
    if (sharesProcesses(spec) && mayLeaveStrays(engine)) await endStrays(engine, pod.podVolume.name, messages);
    const memoryLimited = plan.container.resources?.limits?.memory !== undefined;
    // A process that the container left behind in a shared PID namespace could hold the output open.
    const late = setTimeout(closeOutput, lateOutputMs);
    await output.finally(() => clearTimeout(late));
    const written = await readMessage(pod, messages);
    const removed = container.remove({ force: true, v: true }).catch(() => undefined);
    // Its other processes end only then, where its first one is not the first of their PID namespace.
    if (sharesProcesses(spec)) await removed;
    const message = messageOf(written, plan.container.terminationMessagePolicy, end.exitCode, log);
    return {
      exitCode: end.exitCode,
      ...(isOutOfMemory(end, engine.kind, { killed, memoryLimited }) ? { reason: "OOMKilled" } : {}),
      ...(message ? { message } : {}),
    };
  };
  const ended = ending().catch((error): ContainerEnd => {
    closeOutput();
    if (loss.note(error)) return lostEnd;
    return { exitCode: 128, reason: "ContainerStatusUnknown", message: engineWords(error) };
  });
  return {
    outcome: "running",
    container: {
      ended,
      signal,
      exec: (command, aborted) => execInContainer(engine, container, command, aborted),
      dial: (port, host, aborted) => dialPod(engine, pod, { port, host }, aborted),
    },
  };
}

const lateOutputMs = 10_000;

/** Attaches, so that nothing it writes is missed, and starts it. Already attaching may find that it cannot start. */
async function begin(
  container: ContainerHandle,
  format: "frames" | "terminal",
  onLine: (line: LogLine) => void,
): Promise<{ readonly output: Promise<void>; closeOutput(): void } | ContainerEnd> {
  let closeOutput = (): void => undefined;
  try {
    // Without a body: what else would be sent as one is input to a terminal.
    const stream = await container.attach({
      _query: { stream: true, stdout: true, stderr: true },
      _body: {},
    } as object);
    closeOutput = () => void (stream as unknown as Readable).destroy();
    const output = readOutput(stream as unknown as Readable, format, onLine);
    // It is awaited at the container's end.
    output.catch(() => undefined);
    await container.start();
    return { output, closeOutput };
  } catch (error) {
    closeOutput();
    if (refusedWith(error) === undefined) throw error;
    await container.remove({ force: true, v: true }).catch(() => undefined);
    return { exitCode: 128, reason: "StartError", message: startWords(engineWords(error)) };
  }
}

/** What the runtime says of the program, without what each engine puts around it. */
function startWords(words: string): string {
  return /exec: ".*?": .*?(?=: OCI runtime|: unknown|$)/s.exec(words)?.[0] ?? words;
}

async function readMessage({ pause }: EnginePod, file: string): Promise<Uint8Array> {
  try {
    const archive = await pause.getArchive({ path: `${podFolder}/${file}` });
    return (await readFirstFile(archive as AsyncIterable<Uint8Array>, maxFileBytes)) ?? Buffer.alloc(0);
  } catch (error) {
    if (refusedWith(error) !== undefined) return Buffer.alloc(0);
    throw error;
  }
}
