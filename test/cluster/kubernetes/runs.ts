import { onTestFinished } from "vitest";
import type { Container, PodSpec } from "../../../packages/core/src/index.ts";
import {
  createKubernetesRunner,
  type KubernetesOptions,
  type KubernetesRunner,
  type RunEvent,
  type RunRequest,
} from "../../../packages/runner/src/index.ts";
import { busyboxImage } from "../../support/container-images.ts";

/** A runner whose connections end with the test. */
export function runnerFor(kubeconfig: string, options: Partial<KubernetesOptions> = {}): KubernetesRunner {
  const runner = createKubernetesRunner({ environment: {}, kubeconfig, ...options });
  onTestFinished(() => runner.close());
  return runner;
}

export function requestFor(name: string, spec: PodSpec, more: Partial<RunRequest> = {}): RunRequest {
  const { signal } = new AbortController();
  return { pod: { metadata: { name }, spec }, configMaps: [], secrets: [], programs: {}, signal, ...more };
}

export function shell(name: string, script: string, more: Partial<Container> = {}): Container {
  return { name, image: busyboxImage, command: ["/bin/sh", "-c", script], ...more };
}

/** Takes a run's events, and tells them as `main +`, `main: line`, `main - 0 Completed`; states that wait are left out. */
export function recorder(): {
  readonly take: (event: RunEvent) => void;
  readonly events: readonly RunEvent[];
  readonly told: () => readonly string[];
  readonly notices: () => readonly string[];
  readonly lines: (container: string) => readonly string[];
} {
  const events: RunEvent[] = [];
  return {
    events,
    take: (event) => void events.push(event),
    told: () =>
      events.flatMap((event) => {
        if (event.type === "log") return [`${event.container}: ${event.line}`];
        if (event.type !== "container" || event.state.phase === "waiting") return [];
        const { container, state } = event;
        return [state.phase === "running" ? `${container} +` : `${container} - ${state.exitCode} ${state.reason}`];
      }),
    notices: () => events.flatMap((event) => (event.type === "notice" ? [event.reason] : [])),
    lines: (container) =>
      events.flatMap((event) => (event.type === "log" && event.container === container ? [event.line] : [])),
  };
}
