import type { Container, PodSpec } from "@podwright/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PodState } from "./pod-state.ts";
import { endlessly, type ImaginaryNode, imaginaryNode } from "./testing/imaginary-node.ts";

const never = { exec: { command: ["false"] } };
const hooks = fc.record({ postStart: fc.constant(never), preStop: fc.constant(never) }, { requiredKeys: [] });
const probed = fc.record(
  {
    startupProbe: fc.constant(never),
    livenessProbe: fc.constant({ ...never, terminationGracePeriodSeconds: 5 }),
    readinessProbe: fc.constant(never),
    lifecycle: hooks,
  },
  { requiredKeys: [] },
);
const init = fc.constant<Partial<Container>>({});
const sidecar = probed.map((traits): Partial<Container> => ({ ...traits, restartPolicy: "Always" }));
const spec: fc.Arbitrary<PodSpec> = fc
  .record({
    restartPolicy: fc.constantFrom("Always", "OnFailure", "Never"),
    terminationGracePeriodSeconds: fc.constantFrom(0, 1, 30),
    inits: fc.array(fc.oneof(init, sidecar), { maxLength: 3 }),
    mains: fc.array(probed, { minLength: 1, maxLength: 2 }),
  })
  .map(({ inits, mains, ...rest }) => ({
    ...rest,
    initContainers: inits.map((traits, index) => ({ name: `init-${index}`, ...traits })),
    containers: mains.map((traits, index) => ({ name: `main-${index}`, ...traits })),
  }));
/** What happens, in the order in which it does: each number picks one of all that could. */
const runs = { numRuns: 300 };
const choices = fc.noBias(fc.array(fc.nat({ max: 1_000_000 }), { minLength: 5, maxLength: 60 }));

/** Lets `picks` happen to a Pod and calls `check` after each of them. */
function play(
  podSpec: PodSpec,
  picks: readonly number[],
  check: (node: ImaginaryNode, before: PodState) => void,
): ImaginaryNode {
  const node = imaginaryNode(podSpec);
  for (const pick of picks) {
    const before = node.state();
    node.happen(pick);
    check(node, before);
  }
  return node;
}

describe("whatever happens to a Pod, in whatever order", () => {
  test("no main container starts before every init container has succeeded and every sidecar has started", () => {
    fc.assert(
      fc.property(spec, choices, (podSpec, picks) => {
        play(podSpec, picks, (node) => {
          const begun = node.state().containers.filter(({ role, step }) => role === "main" && step.name !== "pending");
          const isStopping = ["stopping", "ended"].includes(node.state().stage.name);
          const waited = node.state().containers.filter(({ role }) => role !== "main");
          const ready = waited.every(({ role, step, last, initialized }) =>
            role === "init" ? step.name === "ended" && last?.exitCode === 0 : initialized === "yes",
          );
          expect(begun.length === 0 || ready || isStopping).toBe(true);
        });
      }),
      runs,
    );
  });

  test("init containers start one after the other, each when those before it let it", () => {
    fc.assert(
      fc.property(spec, choices, (podSpec, picks) => {
        play(podSpec, picks, (node) => {
          const inits = node.state().containers.filter(({ role }) => role !== "main");
          const firstPending = inits.findIndex(({ step }) => step.name === "pending");
          const rest = firstPending < 0 ? [] : inits.slice(firstPending);
          expect(rest.every(({ step }) => step.name === "pending")).toBe(true);
        });
      }),
      runs,
    );
  });

  test("no container is started while it runs, and none is started again once the Pod stops", () => {
    fc.assert(
      fc.property(spec, choices, (podSpec, picks) => {
        play(podSpec, picks, (node, before) => {
          const starts = node.lastCommands().filter(({ type }) => type === "start");
          for (const command of starts) expect(node.runs(command)).toBe("started now");
          if (before.stage.name === "stopping" || before.stage.name === "ended") expect(starts).toEqual([]);
        });
      }),
      runs,
    );
  });

  test("each instance is signalled once, and killed only after that", () => {
    fc.assert(
      fc.property(spec, choices, (podSpec, picks) => {
        const node = play(podSpec, picks, () => undefined);
        for (const orders of node.ordersOfInstances()) {
          expect(orders.filter((order) => order === "terminate").length).toBeLessThanOrEqual(1);
          const kill = orders.indexOf("kill");
          if (kill >= 0) expect(orders.slice(0, kill)).toContain("terminate");
          const hook = orders.indexOf("pre-stop");
          const signal = orders.indexOf("terminate");
          if (hook >= 0 && signal >= 0) expect(hook).toBeLessThan(signal);
        }
      }),
      runs,
    );
  });

  test("sidecars are signalled after the main containers unless the grace period is over or they failed themselves", () => {
    fc.assert(
      fc.property(spec, choices, (podSpec, picks) => {
        play(podSpec, picks, (node) => {
          const { stage, containers } = node.state();
          if (stage.name !== "stopping" || stage.order === "all-at-once") return;
          const live = containers.some(
            ({ role, step }) => role === "main" && step.name !== "ended" && step.name !== "pending",
          );
          const asked = containers.filter(
            ({ role, step }) => role === "sidecar" && step.name === "stopping" && step.progress === "signalled",
          );
          const bySelf = asked.every(({ name }) => node.signalledBeforeStop(name));
          expect(!live || bySelf).toBe(true);
        });
      }),
      runs,
    );
  });

  test("a stop always ends, with every container gone", () => {
    fc.assert(
      fc.property(spec, choices, (podSpec, picks) => {
        const node = play(podSpec, picks, () => undefined);
        node.tell({ type: "stop", cause: "aborted", at: node.now() });
        endlessly(node);
        expect(node.state().stage.name).toBe("ended");
        expect(node.live()).toEqual([]);
      }),
      runs,
    );
  });

  test("the same events give the same commands", () => {
    fc.assert(
      fc.property(spec, choices, (podSpec, picks) => {
        const [one, two] = [play(podSpec, picks, () => undefined), play(podSpec, picks, () => undefined)];
        expect(one.ordersOfInstances()).toEqual(two.ordersOfInstances());
        expect(one.state()).toEqual(two.state());
      }),
      runs,
    );
  });
});
