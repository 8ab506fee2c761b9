import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryKubernetes } from "../../../../test/support/arbitrary-kubernetes.ts";
import type { Container, Pod, PodSpec } from "../kubernetes/types.ts";
import type { Trace } from "../merge/origin.ts";
import { diffPods, type TracedPod } from "./diff-pods.ts";

/** Every leaf is from this document, but for those below a field that another one gave. */
function traced(spec: PodSpec, document: string, others: Readonly<Record<string, string>> = {}): TracedPod {
  const pod: Pod = { spec };
  const leaves = (value: unknown, path: readonly (string | number)[]): Trace => {
    if (value === null || typeof value !== "object" || Object.keys(value).length === 0) {
      const source = { document: others[String(path.at(-1))] ?? document, path };
      return [{ path, value, origin: { layer: "l", source }, overrode: [] }];
    }
    return Object.entries(value).flatMap(([key, each]) =>
      leaves(each, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  };
  return { pod, trace: leaves(pod, []) };
}

function diff(before: Partial<Container>, after: Partial<Container>): readonly unknown[] {
  const spec = (container: Partial<Container>): PodSpec => ({ containers: [{ name: "main", ...container }] });
  return diffPods(traced(spec(before), "a"), traced(spec(after), "b")).map(
    ({ name, kind, before: old, after: fresh }) => [
      name.replace("spec.containers[main].", ""),
      kind,
      old?.value,
      fresh?.value,
    ],
  );
}

describe("two Pods", () => {
  test("that are alike differ in nothing", () => expect(diff({ image: "a" }, { image: "a" })).toEqual([]));

  test("differ field by field, each side with its origin", () => {
    const [change, ...more] = diffPods(
      traced({ containers: [], hostname: "x" }, "a"),
      traced({ containers: [], hostname: "y" }, "b"),
    );
    expect(more).toEqual([]);
    expect(change).toEqual({
      name: "spec.hostname",
      kind: "changed",
      before: {
        value: "x",
        path: ["spec", "hostname"],
        origin: { layer: "l", source: { document: "a", path: ["spec", "hostname"] } },
      },
      after: {
        value: "y",
        path: ["spec", "hostname"],
        origin: { layer: "l", source: { document: "b", path: ["spec", "hostname"] } },
      },
    });
  });

  test("differ in what only one has: whole where one document gave it, else part by part", () => {
    const volume = { name: "v", emptyDir: { medium: "Memory" } };
    const before = traced({ containers: [] }, "a");
    const whole = diffPods(before, traced({ containers: [], volumes: [volume] }, "b"));
    expect(whole.map(({ name, kind, after }) => [name, kind, after?.value])).toEqual([
      ["spec.volumes", "added", [volume]],
    ]);
    const parts = diffPods(before, traced({ containers: [], volumes: [volume] }, "b", { medium: "c" }));
    expect(parts.map(({ name, after }) => [name, after?.value])).toEqual([
      ["spec.volumes[v].name", "v"],
      ["spec.volumes[v].emptyDir", { medium: "Memory" }],
    ]);
  });

  test("have the same variables and mounts wherever these stand in their lists", () => {
    const env = [
      { name: "A", value: "1" },
      { name: "B", value: "2" },
    ];
    const volumeMounts = [
      { name: "x", mountPath: "/x" },
      { name: "y", mountPath: "/y" },
    ];
    const moved = { env: env.toReversed(), volumeMounts: volumeMounts.toReversed() };
    expect(diff({ env, volumeMounts }, moved)).toEqual([]);
    expect(
      diff(
        { env },
        {
          env: [
            { name: "C", value: "3" },
            { name: "B", value: "9" },
            { name: "A", value: "1" },
          ],
        },
      ),
    ).toEqual([
      ["env[C]", "added", undefined, { name: "C", value: "3" }],
      ["env[B].value", "changed", "2", "9"],
    ]);
  });

  test("differ in the order of variables that refer to each other", () => {
    const env = [
      { name: "A", value: "1" },
      { name: "B", value: "$(A)" },
    ];
    expect(diff({ env }, { env: env.toReversed() })).toEqual([["env", "moved", ["A", "B"], ["B", "A"]]]);
  });

  test("differ in the order of init containers", () => {
    const spec = (...names: readonly string[]): PodSpec => ({
      containers: [],
      initContainers: names.map((name) => ({ name })),
    });
    const changes = diffPods(traced(spec("a", "b", "c"), "a"), traced(spec("c", "a", "d"), "b"));
    expect(changes.map(({ name, kind, before, after }) => [name, kind, before?.value, after?.value])).toEqual([
      ["spec.initContainers[b]", "removed", { name: "b" }, undefined],
      ["spec.initContainers[d]", "added", undefined, { name: "d" }],
      ["spec.initContainers", "moved", ["a", "c"], ["c", "a"]],
    ]);
  });

  test("differ in the arguments that one lacks, not in those behind them", () => {
    expect(diff({ args: ["a", "b", "c"] }, { args: ["a", "x", "b", "c"] })).toEqual([
      ["args[1]", "added", undefined, "x"],
    ]);
    expect(diff({ args: ["a", "b", "c"] }, { args: ["a", "x", "c", "d"] })).toEqual([
      ["args[1]", "changed", "b", "x"],
      ["args[3]", "added", undefined, "d"],
    ]);
    expect(diff({ args: ["a", "b", "c"] }, { args: ["c", "a", "b"] })).toEqual([
      ["args[0]", "added", undefined, "c"],
      ["args[2]", "removed", "c", undefined],
    ]);
  });

  test("of long command lines are told apart all the same", () => {
    const words = Array.from({ length: 20_000 }, (_, index) => String(index));
    expect(diff({ args: words }, { args: words.with(10_000, "x") })).toEqual([
      ["args[10000]", "changed", "10000", "x"],
    ]);
    expect(diff({ args: words }, { args: words.toSpliced(10_000, 1) })).toEqual([
      ["args[10000]", "removed", "10000", undefined],
    ]);
    const changes = diff({ args: words }, { args: words.map((word) => `-${word}`) });
    expect(changes.length).toBe(20_000);
    expect(changes.at(-1)).toEqual(["args[19999]", "changed", "19999", "-19999"]);
  });

  test("have the same tolerations in any order", () => {
    const tolerations = [{ key: "a" }, { key: "b" }, { key: "b" }];
    const spec = (list: typeof tolerations): PodSpec => ({ containers: [], tolerations: list });
    expect(diffPods(traced(spec(tolerations), "a"), traced(spec(tolerations.toReversed()), "b"))).toEqual([]);
    const fewer = diffPods(traced(spec(tolerations), "a"), traced(spec(tolerations.slice(0, 2)), "b"));
    expect(fewer.map(({ name, kind }) => [name, kind])).toEqual([["spec.tolerations[2]", "removed"]]);
  });

  test("do not differ in zeros that Go cannot tell from nothing, but in those that it can", () => {
    expect(diff({ command: [], tty: false, workingDir: "" }, {})).toEqual([]);
    expect(diff({}, { securityContext: { runAsUser: 0, runAsNonRoot: false } })).toEqual([
      ["securityContext", "added", undefined, { runAsUser: 0, runAsNonRoot: false }],
    ]);
  });

  test("tell variables of one name apart, the last one first", () => {
    const env = [
      { name: "A", value: "1" },
      { name: "A", value: "2" },
    ];
    expect(diff({ env }, { env: [{ name: "A", value: "2" }] })).toEqual([
      ["env[0:A]", "removed", { name: "A", value: "1" }, undefined],
    ]);
  });
});

test("what was added one way was removed the other way, and all else changed both ways", () => {
  const podSpec = arbitraryKubernetes<PodSpec>("corev1.PodSpec");
  fc.assert(
    fc.property(podSpec, podSpec, (first, second) => {
      const [there, back] = [
        diffPods(traced(first, "a"), traced(second, "b")),
        diffPods(traced(second, "b"), traced(first, "a")),
      ];
      const count = (changes: typeof there, kind: string) => changes.filter((change) => change.kind === kind).length;
      expect(count(there, "added")).toBe(count(back, "removed"));
      expect(count(there, "removed")).toBe(count(back, "added"));
      expect(count(there, "changed")).toBe(count(back, "changed"));
      expect(diffPods(traced(first, "a"), traced(first, "b"))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("arguments are as many added, removed and changed one way as the other", () => {
  const args = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 6 });
  const kinds = (from: readonly string[], to: readonly string[]): Readonly<Record<string, number>> => {
    const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
    const changes = diff({ args: [...from] }, { args: [...to] }) as readonly (readonly [string, keyof typeof counts])[];
    for (const [, kind] of changes) counts[kind]++;
    return counts;
  };
  fc.assert(
    fc.property(args, args, (from, to) => {
      const { added, removed, ...others } = kinds(from, to);
      expect(kinds(to, from)).toEqual({ added: removed, removed: added, ...others });
    }),
    { numRuns: 500 },
  );
});
