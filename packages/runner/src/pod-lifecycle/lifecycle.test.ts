import { describe, expect, test } from "vitest";
import { type Happening, type LifecycleCase, main, play, sidecar } from "./testing/play-lifecycle.ts";

const init = { name: "init" };

describe("the lifecycle of a Pod", () => {
  const cases: readonly LifecycleCase[] = [
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
      name: "ends without a word when it is stopped before it began",
      spec: { containers: [main] },
      input: [[0, "aborted"]],
      want: [],
      stage: "ended aborted",
    },
  ];
  for (const { name, spec, input, want, stage } of cases) {
    test(name, () => expect(play(spec, input)).toEqual({ commands: want, stage }));
  }
});
