import { describe, expect, test } from "vitest";
import { type LifecycleCase, main, play, sidecar } from "./testing/play-lifecycle.ts";

const check = { exec: { command: ["check"] } };

describe("the lifecycle of a Pod with probes and hooks", () => {
  const cases: readonly LifecycleCase[] = [
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
      name: "does not mind that a hook fails when its container has ended before",
      spec: { containers: [{ ...main, lifecycle: { postStart: check } }] },
      input: [
        [0, "begin"],
        [0, "main started"],
        [1, "main ended 1"],
        [1, "main post-start-failed"],
        [1, "main start"],
      ],
      want: ["0 start main", "0 post-start main", "1 restart main after 0", "1 start main"],
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
  ];
  for (const { name, spec, input, want, stage } of cases) {
    test(name, () => expect(play(spec, input)).toEqual({ commands: want, stage }));
  }
});
