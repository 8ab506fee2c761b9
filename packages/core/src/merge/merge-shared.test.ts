import { describe, expect, test } from "vitest";
import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { Container } from "../kubernetes/types.ts";
import { mergePodSpec } from "./merge-pod-spec.ts";
import { silentRecorder } from "./recorder.ts";
import { createTraceRecorder } from "./trace-recorder.ts";

const container = (name: string, more: Partial<Container> = {}): Container => ({ name, ...more });

function merge(version: FlyteVersion, templates: readonly Container[], bases: readonly Container[]) {
  return mergePodSpec(silentRecorder, {
    template: { value: { containers: [...templates] }, origin: { layer: "template" } },
    base: { value: { containers: [...bases] }, origin: { layer: "task" } },
    primaryContainerName: "main",
    primaryInitContainerName: "",
    version,
  }).containers;
}

describe("a template container that serves two containers", () => {
  test("in Flyte 1, as primary and by its name, gives both what either wrote through its pointers", () => {
    const templates = [container("default"), container("primary", { securityContext: { runAsUser: 7 } })];
    const bases = [
      container("main"),
      container("primary", { securityContext: { runAsUser: 8, privileged: false }, workingDir: "/own" }),
    ];
    const shared = { runAsUser: 8, privileged: false };
    expect(merge("flyte-1.16", templates, bases)).toEqual([
      container("main", { securityContext: shared }),
      container("primary", { securityContext: shared, workingDir: "/own" }),
    ]);
    expect(templates[1]).toEqual(container("primary", { securityContext: { runAsUser: 7 } }));
  });

  test("in Flyte 1 shares a scalar behind a pointer even where the struct around it is the default's", () => {
    const templates = [
      container("default", { securityContext: { privileged: true } }),
      container("primary", { securityContext: { runAsUser: 7 } }),
    ];
    const bases = [container("primary", { securityContext: { runAsUser: 8 } }), container("main")];
    expect(merge("flyte-1.16", templates, bases)).toEqual([
      container("primary", { securityContext: { privileged: true, runAsUser: 8 } }),
      container("main", { securityContext: { privileged: true, runAsUser: 8 } }),
    ]);
  });

  test("in Flyte 2 serves no container by the name primary", () => {
    const templates = [container("primary", { securityContext: { runAsUser: 7 } })];
    expect(merge("flyte-2.0", templates, [container("main"), container("primary")])).toEqual([
      container("main", { securityContext: { runAsUser: 7 } }),
      container("primary"),
    ]);
  });

  test("in Flyte 2 grows with the first of two containers of its name; in Flyte 1 only what is behind pointers does", () => {
    const templates = [container("side", { env: [{ name: "T" }], securityContext: { capabilities: { add: ["A"] } } })];
    const bases = ["1", "2"].map((mark) =>
      container("side", { env: [{ name: `S${mark}` }], securityContext: { capabilities: { add: [mark] } } }),
    );
    const names = (version: FlyteVersion) =>
      merge(version, templates, bases).map(({ env, securityContext }) => [
        env?.map(({ name }) => name).join(),
        securityContext?.capabilities?.add?.join(),
      ]);
    expect(names("flyte-2.0")).toEqual([
      ["T,S1", "A,1,2"],
      ["T,S1,S2", "A,1,2"],
    ]);
    expect(names("flyte-1.16")).toEqual([
      ["T,S1", "A,1,2"],
      ["T,S2", "A,1,2"],
    ]);
  });

  test("is traced to who wrote what is shared", () => {
    const recorder = createTraceRecorder();
    const from = (layer: string, document: string) => ({ layer, source: { document, path: [] } });
    const merged = mergePodSpec(recorder, {
      template: {
        value: { containers: [container("default"), container("primary", { securityContext: { runAsUser: 7 } })] },
        origin: from("pod-template", "template"),
      },
      base: {
        value: { containers: [container("main"), container("primary", { securityContext: { runAsUser: 8 } })] },
        origin: from("task", "task"),
      },
      primaryContainerName: "main",
      primaryInitContainerName: "",
      version: "flyte-1.16",
    });
    const trace = recorder.traceOf(merged, { layer: "nobody" });
    const users = trace.filter(({ path }) => path.at(-1) === "runAsUser");
    expect(
      users.map(({ value, origin, overrode }) => [value, origin.layer, overrode.map((lost) => lost.value)]),
    ).toEqual([
      [8, "task", [7]],
      [8, "task", [7]],
    ]);
  });
});
