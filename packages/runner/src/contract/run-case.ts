import type { Container, ContainerStatus, PodStatus } from "@podwright/core";
import type { PodRunner, RunEvent, RunRequest, RunResult } from "../runner.ts";
import type { PodCase, SandboxCase } from "./pod-case.ts";

/** What a Pod came to, in the words of `PodCase.want`. */
export interface Outcome {
  readonly phase: string;
  readonly containers: Readonly<Record<string, string>>;
  readonly logs: Readonly<Record<string, readonly string[]>>;
  readonly order: readonly string[];
}

/** Runs a case on an engine that runs in this very process. */
export async function runCase(runner: PodRunner, podCase: PodCase): Promise<Outcome> {
  const events: RunEvent[] = [];
  const { signal } = new AbortController();
  const result = await runner.run({ ...requestOf(podCase), signal }, (event) => events.push(event));
  return outcomeOf(result, events);
}

export function requestOf(podCase: SandboxCase): Omit<RunRequest, "signal"> {
  const { spec, labels = {}, annotations = {}, configMaps = [], secrets = [], programs = {} } = podCase;
  const { initContainers } = spec;
  const onAnyEngine = {
    ...spec,
    enableServiceLinks: false,
    automountServiceAccountToken: false,
    ...(initContainers ? { initContainers: initContainers.map(withImage) } : {}),
    containers: spec.containers.map(withImage),
  };
  return {
    pod: { metadata: { name: "contract", labels, annotations }, spec: onAnyEngine },
    configMaps,
    secrets,
    programs,
  };
}

function withImage(container: Container): Container {
  return { image: "localhost/busybox:1", ...container };
}

export function outcomeOf({ status }: RunResult, events: readonly RunEvent[]): Outcome {
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  return {
    phase: [status.phase, ...(status.reason ? [status.reason] : []), ...evictedFor(status)].join(": "),
    containers: Object.fromEntries(statuses.map((container) => [container.name, describe(container)])),
    logs: Object.fromEntries(
      statuses.map(({ name }) => [name, [...lines(events, name, "stdout"), ...lines(events, name, "stderr")]]),
    ),
    order: events.flatMap((event) => {
      if (event.type !== "container" || event.state.phase === "waiting") return [];
      return [`${event.container} ${event.state.phase === "running" ? "+" : "-"}`];
    }),
  };
}

/** Why a Pod was evicted; what other reasons mean is always the same. */
function evictedFor({ reason, message = "" }: PodStatus): readonly string[] {
  return reason === "Evicted" ? [message] : [];
}

function describe({ state, restartCount }: ContainerStatus): string {
  const { waiting, terminated } = state ?? {};
  const message = terminated?.message?.trimEnd().replaceAll("\n", "|");
  return [
    terminated ? `exit ${terminated.exitCode} ${terminated.reason}` : `waiting ${waiting?.reason}`,
    ...(restartCount > 0 ? [`restarts ${restartCount}`] : []),
    ...(message ? [`message ${message}`] : []),
  ].join(" ");
}

function lines(events: readonly RunEvent[], name: string, stream: "stdout" | "stderr"): readonly string[] {
  return events.flatMap((event) => {
    if (event.type !== "log" || event.container !== name || event.stream !== stream) return [];
    return [stream === "stderr" ? `! ${event.line}` : event.line];
  });
}
