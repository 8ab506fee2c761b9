import { type Problem, ProblemError } from "@podwright/core";
import { expect, test } from "vitest";
import type { RunEvent, RunRequest, RunResult } from "../runner.ts";
import type { Ground, PodCase, SandboxCase } from "./pod-case.ts";
import { type Outcome, outcomeOf, requestOf } from "./run-case.ts";

/** A ground's way to run a Pod. @throws ProblemError, as PodRunner.run */
type RunOnGround = (request: Omit<RunRequest, "signal">, onEvent: (event: RunEvent) => void) => Promise<RunResult>;

interface GroundToTest {
  readonly ground: Ground;
  readonly run: RunOnGround;
}

/** Tests every case: what a ground does not lack holds under --strict as well; what it lacks is warned of, or refused. */
export function testCases(cases: readonly SandboxCase[], on: GroundToTest): void {
  for (const podCase of cases) {
    const lacking = podCase.lacking?.[on.ground];
    const check = lacking === undefined ? holds : lacking === "warned" ? holdsWithWarning : isRefused;
    const title = lacking === undefined ? podCase.name : `${podCase.name} (${lacking})`;
    test.concurrent(title, () => check(podCase, on));
  }
}

async function holds(podCase: PodCase, on: GroundToTest): Promise<void> {
  const { problems, outcome } = await runOn(podCase, on, true);
  expect(problems.map(({ code, where }) => `${code} ${where}`)).toEqual([]);
  expectOutcome(outcome, podCase, on.ground);
}

async function holdsWithWarning(podCase: PodCase, on: GroundToTest): Promise<void> {
  expect(await codesOf(runOn(podCase, on, true))).toEqual(["ENGINE_NOT_ENFORCED"]);
  const { outcome } = await runOn(podCase, on, false);
  expectOutcome(outcome, podCase, on.ground);
}

async function isRefused(podCase: PodCase, on: GroundToTest): Promise<void> {
  expect(await codesOf(runOn(podCase, on, false))).toEqual(["ENGINE_UNSUPPORTED"]);
}

async function runOn(podCase: PodCase, on: GroundToTest, strict: boolean) {
  const events: RunEvent[] = [];
  const request = { ...requestOf(podCase), strict };
  const result = await on.run(request, (event) => events.push(event));
  const problems = events.flatMap((event): readonly Problem[] => (event.type === "problem" ? [event.problem] : []));
  return { problems, outcome: outcomeOf(result, events) };
}

async function codesOf(run: Promise<unknown>): Promise<readonly string[]> {
  const error = await run.then(
    () => new Error("the Pod ran"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ProblemError)) throw error;
  return [...new Set(error.problems.map(({ code }) => code))];
}

function expectOutcome(outcome: Outcome, podCase: PodCase, ground: Ground): void {
  const want = { ...podCase.want, ...podCase.differs?.[ground] };
  const logs = Object.entries(want.logs ?? {}).map(([name, log]) => ({
    name,
    want: log,
    got: outcome.logs[name] ?? [],
  }));
  const shown = (of: "want" | "got") =>
    Object.fromEntries(logs.map((log) => [log.name, showLog(log[of], log.want, ground)]));
  expect({
    phase: outcome.phase,
    containers: ground === "kubernetes" ? knownEnds(outcome, want.containers) : outcome.containers,
    ...(want.logs && { logs: shown("got") }),
    ...(want.order && { order: outcome.order }),
  }).toEqual({ ...want, ...(want.logs && { logs: shown("want") }) });
}

/**
 * A kubelet removes what an evicted Pod's containers left at once, now and then before it has told how they ended: it then says that it
 * could not find one, and nothing more is to be had. What became of the Pod, and its lines, are compared all the same.
 * @source pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses, pkg/kubelet/kubelet.go cleanUpContainersInPod, kubernetes/kubernetes v1.34
 */
function knownEnds({ phase, containers }: Outcome, want: Outcome["containers"]): Outcome["containers"] {
  if (!phase.startsWith("Failed: Evicted")) return containers;
  const isLost = (end: string) => end.startsWith("exit 137 ContainerStatusUnknown");
  return Object.fromEntries(
    Object.entries(containers).map(([name, end]) => [name, isLost(end) ? (want[name] ?? end) : end]),
  );
}

type Log = readonly string[];

/** A log as it is compared: of a huge one no more than what a reader can make use of. */
function showLog(log: Log, want: Log, ground: Ground): Log {
  if (want.length > 1000) {
    const at = want.findIndex((line, index) => log[index] !== line);
    return [`${log.length} lines`, at < 0 ? "all as wanted" : `line ${at} is ${log[at]}, then ${log[at + 1]}`];
  }
  // A cluster has one log for both streams of a container, and nothing tells which of them came first.
  const isMixed = ground === "kubernetes" && want.some((line) => line.startsWith("! "));
  return isMixed ? log.map((line) => line.replace(/^! /, "")).sort() : log;
}
