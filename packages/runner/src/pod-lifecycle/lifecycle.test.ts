import type { PodSpec } from "@podwright/core";
import { describe, expect, test } from "vitest";
import type { Command } from "./command.ts";
import type { ContainerEvent } from "./container-transitions.ts";
import { advance, type PodEvent } from "./lifecycle.ts";
import { initialState, type PodState } from "./pod-state.ts";

const start = Date.UTC(2026, 0, 1);
const main = { name: "main" };
const init = { name: "init" };
const sidecar = { name: "sidecar", restartPolicy: "Always" };
const check = { exec: { command: ["check"] } };

/** What the events of a test say, by second: `[0, "begin"]`, `[1, "init started"]`, `[2, "init ended 1"]`. */
type Happening = readonly [second: number, what: string];

function play(spec: PodSpec, happenings: readonly Happening[]): { commands: readonly string[]; state: PodState } {
  let state = initialState({ spec }, new Date(start));
  const commands: string[] = [];
  for (const [second, what] of happenings) {
    const step = advance(state, eventOf(what, new Date(start + second * 1000)));
    state = step.state;
    commands.push(...step.commands.map((command) => `${second} ${sentence(command)}`));
  }
  return { commands, state };
}

function eventOf(what: string, at: Date): PodEvent {
  const [subject = "", verb, exitCode] = what.split(" ");
  if (subject === "begin") return { type: "begin", at };
  if (subject === "deadline" || subject === "aborted") return { type: "stop", cause: subject, at };
  if (subject === "turns-over" || subject === "hasten") return { type: subject, at };
  if (verb === "post-start-failed") return { type: verb, name: subject, at };
  if (verb === "startup" || verb === "liveness" || verb === "readiness")
    return { type: "probed", name: subject, kind: verb, verdict: exitCode === "success" ? "success" : "failure", at };
  if (verb === "grace-over") return { type: "grace-over", name: subject, at };
  return { type: "container", name: subject, at, event: containerEvent(verb ?? "", Number(exitCode), at) };
}

function containerEvent(verb: string, exitCode: number, at: Date): ContainerEvent {
  if (verb === "started") return { type: "started", at };
  if (verb === "post-started" || verb === "pre-stopped") return { type: verb };
  return verb === "ended" ? { type: "ended", at, end: { exitCode } } : { type: "start", at };
}

function sentence(command: Command): string {
  if (command.type === "limit-turns") return `limit turns to ${command.seconds}`;
  if (command.type === "notice") return `tell of ${command.name}: ${command.message}`;
  if (command.type === "probe") return `probe ${command.kind} of ${command.name}`;
  if (command.type === "pre-stop") return `pre-stop ${command.name} within ${command.withinSeconds}`;
  if (command.type === "restart") return `restart ${command.name} after ${command.afterSeconds}`;
  if (command.type === "terminate") return `terminate ${command.name} within ${command.graceSeconds}`;
  return `${command.type} ${command.name}`;
}

describe("the lifecycle of a Pod", () => {
  const cases: readonly {
    name: string;
    spec: PodSpec;
    input: readonly Happening[];
    want: readonly string[];
    stage: string;
  }[] = [
    {
      name: "starts a main container when the one before it runs",
      spec: { restartPolicy: "Never", containers: [{ name: "a" }, { name: "b" }] },
      input: [
        [0, "begin"],
        [1, "a started"],
        [2, "b started"],
        [3, "a ended 0"],
        [4, "b ended 0"],
      ],
      want: ["0 start a", "1 start b"],
      stage: "ended completed",
    },
    {
      name: "waits for an init container to end and for a sidecar only to start",
      spec: { restartPolicy: "Never", initContainers: [sidecar, init], containers: [main] },
      input: [
        [0, "begin"],
        [1, "sidecar started"],
        [2, "init started"],
        [3, "init ended 0"],
        [4, "main started"],
      ],
      want: ["0 start sidecar", "1 start init", "3 start main"],
      stage: "running",
    },
    {
      name: "gives each sidecar what is left of the grace period, and at least two seconds",
      spec: {
        restartPolicy: "Never",
        terminationGracePeriodSeconds: 10,
        initContainers: [
          { ...sidecar, name: "x" },
          { ...sidecar, name: "y" },
          { ...sidecar, name: "z" },
        ],
        containers: [main],
      },
      input: [
        ...([
          [0, "begin"],
          [0, "x started"],
          [0, "y started"],
          [0, "z started"],
          [0, "main started"],
        ] as const),
        ...([
          [5, "main ended 0"],
          [9, "z ended 0"],
          [14, "y ended 0"],
          [15, "x ended 0"],
        ] as const),
      ],
      want: [
        ...["0 start x", "0 start y", "0 start z", "0 start main"],
        ...["5 limit turns to 10", "5 terminate z within 10", "9 terminate y within 6", "14 terminate x within 2"],
      ],
      stage: "ended completed",
    },
    {
      name: "kills what outlives its grace period, and nothing that ended in time",
      spec: { restartPolicy: "Never", initContainers: [sidecar], containers: [main] },
      input: [
        ...([
          [0, "begin"],
          [0, "sidecar started"],
          [0, "main started"],
          [1, "main ended 0"],
        ] as const),
        ...([
          [31, "sidecar grace-over"],
          [31, "sidecar ended 137"],
          [32, "sidecar grace-over"],
        ] as const),
      ],
      want: ["0 start sidecar", "0 start main", "1 terminate sidecar within 30", "31 kill sidecar"],
      stage: "ended completed",
    },
    {
      name: "restarts at once, then after 10, 20, 40 … seconds, never more than 300",
      spec: { containers: [main] },
      input: [
        [0, "begin"],
        ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((second): readonly Happening[] => [
          [second, "main started"],
          [second, "main ended 0"],
          [second, "main start"],
        ]),
      ],
      want: [
        "0 start main",
        ...[0, 10, 20, 40, 80, 160, 300, 300].flatMap((after, index) => [
          ...(after > 0 ? [`${index + 1} tell of main: Back-off ${after}s restarting failed container main`] : []),
          `${index + 1} restart main after ${after}`,
          `${index + 1} start main`,
        ]),
      ],
      stage: "running",
    },
    {
      name: "restarts a failed init container unless the Pod never does",
      spec: { restartPolicy: "Always", initContainers: [init], containers: [main] },
      input: [
        [0, "begin"],
        [1, "init started"],
        [2, "init ended 1"],
        [2, "init start"],
        [3, "init started"],
        [4, "init ended 0"],
      ],
      want: ["0 start init", "2 restart init after 0", "2 start init", "4 start main"],
      stage: "running",
    },
    {
      name: "restarts a sidecar even in a Pod that never restarts, until the Pod stops",
      spec: { restartPolicy: "Never", initContainers: [sidecar], containers: [main] },
      input: [
        ...([
          [0, "begin"],
          [0, "sidecar started"],
          [0, "main started"],
          [1, "sidecar ended 0"],
        ] as const),
        ...([
          [1, "sidecar start"],
          [2, "sidecar ended 1"],
          [3, "main ended 0"],
          [12, "sidecar start"],
        ] as const),
      ],
      want: [
        ...["0 start sidecar", "0 start main", "1 restart sidecar after 0", "1 start sidecar"],
        "2 tell of sidecar: Back-off 10s restarting failed container sidecar",
        "2 restart sidecar after 10",
      ],
      stage: "ended completed",
    },
    {
      name: "terminates every main container at once at the deadline",
      spec: { restartPolicy: "Never", initContainers: [sidecar], containers: [{ name: "a" }, { name: "b" }] },
      input: [
        ...([
          [0, "begin"],
          [0, "sidecar started"],
          [0, "a started"],
          [0, "b started"],
          [9, "deadline"],
        ] as const),
        ...([
          [9, "a ended 143"],
          [10, "b ended 143"],
          [11, "sidecar ended 0"],
        ] as const),
      ],
      want: [
        ...[
          "0 start sidecar",
          "0 start a",
          "0 start b",
          "9 limit turns to 30",
          "9 terminate a within 30",
          "9 terminate b within 30",
        ],
        "10 terminate sidecar within 29",
      ],
      stage: "ended deadline",
    },
    {
      name: "stops a container that is just starting once it has started, and restarts nothing",
      spec: { containers: [main] },
      input: [
        [0, "begin"],
        [1, "aborted"],
        [2, "main started"],
        [3, "main ended 1"],
      ],
      want: ["0 start main", "2 terminate main within 30"],
      stage: "ended aborted",
    },
    {
      name: "keeps its first reason to stop",
      spec: { restartPolicy: "Never", initContainers: [sidecar, init], containers: [main] },
      input: [
        [0, "begin"],
        [0, "sidecar started"],
        [0, "init started"],
        [1, "init ended 1"],
        [2, "deadline"],
        [3, "sidecar ended 0"],
      ],
      want: ["0 start sidecar", "0 start init", "1 terminate sidecar within 30"],
      stage: "ended init-failed",
    },
    {
      name: "starts what follows a sidecar when its startup probe succeeds, and asks for the rest only then",
      spec: {
        restartPolicy: "Never",
        initContainers: [{ ...sidecar, startupProbe: check, livenessProbe: check, readinessProbe: check }],
        containers: [main],
      },
      input: [
        [0, "begin"],
        [1, "sidecar started"],
        [5, "sidecar startup success"],
        [6, "main started"],
        [7, "sidecar readiness success"],
      ],
      want: [
        ...["0 start sidecar", "1 probe startup of sidecar"],
        ...["5 probe liveness of sidecar", "5 probe readiness of sidecar", "5 start main"],
      ],
      stage: "running",
    },
    {
      name: "keeps what follows a sidecar waiting while that has not started, however often it is started",
      spec: { restartPolicy: "Never", initContainers: [{ ...sidecar, startupProbe: check }], containers: [main] },
      input: [
        ...([
          [0, "begin"],
          [1, "sidecar started"],
          [4, "sidecar startup failure"],
          [5, "sidecar ended 0"],
        ] as const),
        ...([
          [5, "sidecar start"],
          [6, "sidecar started"],
          [8, "sidecar ended 1"],
        ] as const),
      ],
      want: [
        ...["0 start sidecar", "1 probe startup of sidecar"],
        ...["4 tell of sidecar: Init container sidecar failed startup probe", "4 terminate sidecar within 30"],
        ...["5 restart sidecar after 0", "5 start sidecar", "6 probe startup of sidecar", "8 restart sidecar after 0"],
      ],
      stage: "initializing",
    },
    {
      name: "gives a container that fails a probe the probe's grace period, and counts its waits from the end before",
      spec: {
        restartPolicy: "OnFailure",
        containers: [{ ...main, livenessProbe: { ...check, terminationGracePeriodSeconds: 5 } }],
      },
      input: [
        ...([
          [0, "begin"],
          [0, "main started"],
          [1, "main liveness failure"],
          [6, "main grace-over"],
          [6, "main ended 0"],
          [6, "main start"],
        ] as const),
        ...([
          [6, "main started"],
          [8, "main liveness failure"],
          [8, "main ended 0"],
          [8, "main start"],
        ] as const),
        ...([
          [8, "main started"],
          [9, "main liveness failure"],
          [9, "main ended 0"],
        ] as const),
      ],
      want: [
        ...["0 start main", "0 probe liveness of main"],
        ...["1 tell of main: Container main failed liveness probe, will be restarted", "1 terminate main within 5"],
        ...["6 kill main", "6 restart main after 0", "6 start main", "6 probe liveness of main"],
        ...["8 tell of main: Container main failed liveness probe, will be restarted", "8 terminate main within 5"],
        ...["8 restart main after 0", "8 start main", "8 probe liveness of main"],
        ...["9 tell of main: Container main failed liveness probe, will be restarted", "9 terminate main within 5"],
        ...["9 tell of main: Back-off 9s restarting failed container main", "9 restart main after 9"],
      ],
      stage: "running",
    },
    {
      name: "stops the Pod with its last container that fails a probe, in the Pod's own time, where nothing is started again",
      spec: {
        restartPolicy: "Never",
        initContainers: [sidecar],
        containers: [{ ...main, livenessProbe: { ...check, terminationGracePeriodSeconds: 5 } }, { name: "other" }],
      },
      input: [
        ...([
          [0, "begin"],
          [0, "sidecar started"],
          [0, "main started"],
          [0, "other started"],
          [1, "other ended 0"],
        ] as const),
        ...([
          [2, "main liveness failure"],
          [3, "main ended 143"],
          [4, "sidecar ended 0"],
        ] as const),
      ],
      want: [
        ...["0 start sidecar", "0 start main", "0 probe liveness of main", "0 start other"],
        ...["2 limit turns to 30", "2 terminate main within 30", "3 terminate sidecar within 29"],
      ],
      stage: "ended completed",
    },
    {
      name: "stops only the container that fails a probe while others run, where nothing is started again",
      spec: { restartPolicy: "Never", containers: [{ ...main, startupProbe: check }, { name: "other" }] },
      input: [
        [0, "begin"],
        [0, "main started"],
        [0, "other started"],
        [2, "main startup failure"],
        [3, "main ended 143"],
        [9, "other ended 0"],
      ],
      want: [
        ...["0 start main", "0 probe startup of main", "0 start other"],
        ...["2 tell of main: Container main failed startup probe", "2 terminate main within 30"],
      ],
      stage: "ended completed",
    },
    {
      name: "waits for a hook after the start, and stops the container whose hook fails",
      spec: {
        containers: [{ ...main, lifecycle: { postStart: check, preStop: check } }, { name: "next" }],
      },
      input: [
        ...([
          [0, "begin"],
          [0, "main started"],
          [3, "main post-start-failed"],
          [4, "main pre-stopped"],
          [5, "main ended 0"],
        ] as const),
        ...([
          [5, "main start"],
          [5, "main started"],
          [6, "main post-started"],
        ] as const),
      ],
      want: [
        ...["0 start main", "0 post-start main", "3 pre-stop main within 30", "3 start next"],
        ...["4 terminate main within 29", "5 restart main after 0", "5 start main", "5 post-start main"],
      ],
      stage: "running",
    },
    {
      name: "runs all hooks before the stop at once, and signals each container when its hook and its turn have come",
      spec: {
        restartPolicy: "Never",
        terminationGracePeriodSeconds: 10,
        initContainers: [{ ...sidecar, lifecycle: { preStop: check } }],
        containers: [{ ...main, lifecycle: { preStop: check } }],
      },
      input: [
        ...([
          [0, "begin"],
          [0, "sidecar started"],
          [0, "main started"],
          [1, "deadline"],
        ] as const),
        ...([
          [2, "sidecar pre-stopped"],
          [4, "main pre-stopped"],
          [5, "main ended 0"],
          [6, "sidecar ended 0"],
        ] as const),
      ],
      want: [
        ...["0 start sidecar", "0 start main", "1 limit turns to 10"],
        ...["1 pre-stop sidecar within 10", "1 pre-stop main within 10"],
        ...["4 terminate main within 7", "5 terminate sidecar within 6"],
      ],
      stage: "ended deadline",
    },
    {
      name: "lets sidecars wait no longer than the grace period",
      spec: {
        restartPolicy: "Never",
        terminationGracePeriodSeconds: 3,
        initContainers: [sidecar],
        containers: [main],
      },
      input: [
        [0, "begin"],
        [0, "sidecar started"],
        [0, "main started"],
        [1, "aborted"],
        [4, "turns-over"],
        [4, "main grace-over"],
      ],
      want: [
        ...["0 start sidecar", "0 start main", "1 limit turns to 3", "1 terminate main within 3"],
        ...["4 terminate sidecar within 2", "4 kill main"],
      ],
      stage: "stopping aborted",
    },
    {
      name: "runs no hooks and knows no order within a grace period of none",
      spec: {
        restartPolicy: "Never",
        terminationGracePeriodSeconds: 0,
        initContainers: [sidecar],
        containers: [{ ...main, lifecycle: { preStop: check } }],
      },
      input: [
        [0, "begin"],
        [0, "sidecar started"],
        [0, "main started"],
        [1, "deadline"],
      ],
      want: ["0 start sidecar", "0 start main", "1 terminate sidecar within 2", "1 terminate main within 2"],
      stage: "stopping deadline",
    },
    {
      name: "kills what was signalled and skips hooks when it is hastened; sidecars still get their signal",
      spec: {
        restartPolicy: "Never",
        initContainers: [sidecar],
        containers: [main, { name: "hooked", lifecycle: { preStop: check } }],
      },
      input: [
        ...([
          [0, "begin"],
          [0, "sidecar started"],
          [0, "main started"],
          [0, "hooked started"],
          [1, "aborted"],
        ] as const),
        ...([
          [2, "hasten"],
          [2, "main ended 137"],
          [3, "hooked ended 0"],
        ] as const),
      ],
      want: [
        ...["0 start sidecar", "0 start main", "0 start hooked", "1 limit turns to 30"],
        ...["1 terminate main within 30", "1 pre-stop hooked within 30"],
        ...["2 kill main", "2 terminate hooked within 2", "3 terminate sidecar within 2"],
      ],
      stage: "stopping aborted",
    },
    {
      name: "begins its waits anew after a container has run for ten minutes",
      spec: { containers: [main] },
      input: [
        ...([
          [0, "begin"],
          [0, "main started"],
          [0, "main ended 1"],
          [0, "main start"],
          [0, "main started"],
        ] as const),
        ...([
          [500, "main ended 1"],
          [510, "main start"],
          [510, "main started"],
          [1111, "main ended 1"],
          [1111, "main start"],
          [1111, "main started"],
          [1112, "main ended 1"],
        ] as const),
      ],
      want: [
        ...["0 start main", "0 restart main after 0", "0 start main"],
        ...["500 tell of main: Back-off 10s restarting failed container main", "500 restart main after 10"],
        ...["510 start main", "1111 restart main after 0", "1111 start main"],
        ...["1112 tell of main: Back-off 10s restarting failed container main", "1112 restart main after 10"],
      ],
      stage: "running",
    },
    {
      name: "ends without a word when it is stopped before it began",
      spec: { containers: [main] },
      input: [[0, "aborted"]],
      want: [],
      stage: "ended aborted",
    },
  ];
  for (const { name, spec, input, want, stage } of cases) {
    test(name, () => {
      const { commands, state } = play(spec, input);
      expect(commands).toEqual(want);
      expect("cause" in state.stage ? `${state.stage.name} ${state.stage.cause}` : state.stage.name).toBe(stage);
    });
  }
});
