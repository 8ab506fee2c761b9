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

  test("a path that no Pod has is refused, for what it was to lock would stand open", () => {
    const paths = [
      "securityContext.runAsNonRot",
      "containers[defualt].securityContext.privileged",
      "containers[default].env[A].vale",
      "hostNetwork.x",
      "nodeSelector[any/key]",
    ];
    const result = composePod(factsOf({ template, says: locked(paths) }), { semantics: "podwright" });
    if (result.ok) throw new Error("composed");
    expect(result.problems.map(({ code, what, fix }) => `${code} ${what}; ${fix}`)).toEqual([
      'ANNOTATION_INVALID "securityContext.runAsNonRot" locks nothing: Kubernetes\' PodSecurityContext has no runAsNonRot; did you mean runAsNonRoot?',
      'ANNOTATION_INVALID "containers[defualt].securityContext.privileged" locks nothing: the template has no container defualt; did you mean containers[default]?',
      'ANNOTATION_INVALID "containers[default].env[A].vale" locks nothing: Kubernetes\' EnvVar has no vale; did you mean value?',
      'ANNOTATION_INVALID "hostNetwork.x" locks nothing: what stands above x has no fields; name a field of a Pod spec, or take the path away',
    ]);
  });

  test("an annotation that Podwright does not know is told, as is one that Flyte's rules do not heed", () => {
    const says = { "podwright.dev/lockd": "[]", ...locked(["hostNetwork"]), "podwright.dev/waive": "B3" };
    const facts = factsOf({ template, says });
    const said = (["podwright", "flyte-2.0", "flyte-1.16"] as const).map((semantics) => {
      const result = composePod(facts, { semantics });
      return (result.ok ? result.value.problems : result.problems)
        .filter(({ code }) => code === "ANNOTATION_WITHOUT_EFFECT")
        .map(({ what, fix }) => `${what}; ${fix}`);
    });
    const unknown =
      "the template's annotation podwright.dev/lockd has no effect: Podwright reads none of this name in a template; did you mean podwright.dev/locked?";
    const unheeded =
      "the template's podwright.dev/locked has no effect: Flyte's rules compose the Pod, and they know nothing of it; compose with --semantics podwright, or take it for a note that Flyte does not read";
    expect(said).toEqual([[unknown], [unknown, unheeded], [unknown, unheeded]]);
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
