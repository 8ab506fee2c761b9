import { describe, expect, test } from "vitest";
import { factsOf, type Json, named, problemsOf } from "../../../../../test/support/podwright-layers.ts";
import { composePod } from "../compose-pod.ts";

describe("locks of a platform template", () => {
  const locked = (paths: readonly string[]) => ({ "podwright.dev/locked": JSON.stringify(paths) });
  const template = {
    securityContext: { runAsNonRoot: true },
    containers: [named("default", { securityContext: { privileged: false }, env: [{ name: "A", value: "t" }] })],
    initContainers: [named("guard", { command: ["guard"] })],
  };

  test.each<{ name: string; paths: readonly string[]; main?: Json; task?: Json; want: readonly string[] }>([
    {
      name: "a field of the Pod",
      paths: ["securityContext.runAsNonRoot"],
      task: { securityContext: { runAsNonRoot: false } },
      want: [
        'FIELD_LOCKED securityContext.runAsNonRoot is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "a field of the Pod, changed in a container",
      paths: ["securityContext.runAsNonRoot"],
      main: { securityContext: { runAsNonRoot: false } },
      want: [
        'FIELD_LOCKED containers[main].securityContext.runAsNonRoot is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "an entry of a container's list",
      paths: ["containers[default].env[A]"],
      main: { env: [{ name: "A", value: "own" }] },
      want: [
        'FIELD_LOCKED containers[main].env.A is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "unsetting counts as changing",
      paths: ["containers[default].env[A]"],
      main: { env: null },
      want: [
        'FIELD_LOCKED containers[main].env.A is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "an init container of the template, taken out",
      paths: ["initContainers[guard].command"],
      task: { initContainers: [{ name: "guard", $patch: "delete" }] },
      want: [
        'FIELD_LOCKED initContainers[guard] is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "an init container of the template, taken out with all of them",
      paths: ["initContainers[guard]"],
      task: { initContainers: null },
      want: [
        'FIELD_LOCKED initContainers[guard] is locked by podTemplates[0], metadata.annotations["podwright.dev/locked"], and the task would change it',
      ],
    },
    {
      name: "the same value is no change",
      paths: ["securityContext.runAsNonRoot"],
      task: { securityContext: { runAsNonRoot: true } },
      want: [],
    },
    {
      name: "other paths are free",
      paths: ["securityContext.runAsNonRoot"],
      main: { env: [{ name: "A", value: "own" }] },
      want: [],
    },
  ])("$name", ({ paths, main, task, want }) => {
    const layers = { ...(main ? { main } : {}), ...(task ? { task } : {}), template, says: locked(paths) };
    expect(problemsOf(layers)).toEqual(want);
  });

  test("tells where the change stands, and of what is taken away where the lock does", () => {
    const placesOf = (main: Json) => {
      const layers = { main, template, says: locked(["containers[default].env[A]"]) };
      const result = composePod(factsOf(layers), { semantics: "podwright" });
      return result.ok ? [] : result.problems.map(({ where }) => where);
    };
    expect(placesOf({ env: [{ name: "A", value: "own" }] })).toEqual(["the task, k8sPod.podSpec.containers[0].env[0]"]);
    expect(placesOf({ env: null })).toEqual(['podTemplates[0], metadata.annotations["podwright.dev/locked"]']);
  });

  test("hardening is locked without being named where the boundary is enforced, and only there", () => {
    const layers = { main: { securityContext: { privileged: true } }, template };
    expect(problemsOf(layers)).toEqual([]);
    expect(problemsOf(layers, "enforce").map((problem) => problem.split(" ").slice(0, 2))).toEqual([
      ["FIELD_LOCKED", "containers[main].securityContext.privileged"],
    ]);
    expect(problemsOf({ main: { securityContext: { privileged: false, runAsUser: 5 } }, template }, "enforce")).toEqual(
      [],
    );
  });
});
