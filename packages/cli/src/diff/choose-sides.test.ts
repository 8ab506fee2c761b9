import { valueOrThrow } from "@podwright/core";
import { describe, expect, test } from "vitest";
import type { Settings } from "../project/read-settings.ts";
import { chooseSides, type DiffRequest } from "./choose-sides.ts";

const cluster = (context: string) => ({ context, answers: new Map() });

const settings: Settings = {
  boundary: "report",
  tasks: [],
  flyteNamespace: "flyte",
  file: ["templates"],
  config: ["flyte.yaml"],
};

const nothing: DiffRequest = { operands: [], files: [], configs: [], semantics: [], clusters: [] };
const task = { kind: "task", value: "t.pb" } as const;

/** Of each side what it is called, and what it is made of. */
function sides(request: Partial<DiffRequest>, of: Partial<Settings> = {}) {
  const { before, after } = valueOrThrow(chooseSides({ ...nothing, ...request }, { ...settings, ...of }, []));
  return [before, after].map(({ label, settings: { cluster, file, config, semantics } }) => ({
    label,
    ...(cluster && { cluster }),
    ...(file && { file }),
    ...(config && { config }),
    ...(semantics && { semantics }),
  }));
}

describe("a cluster", () => {
  const clusters = [cluster("prod")];

  test("is compared with what the project's files give", () => {
    expect(sides({ operands: [task], clusters })).toEqual([
      { label: "cluster prod", cluster: cluster("prod") },
      { label: "flyte.yaml, templates", file: ["templates"], config: ["flyte.yaml"] },
    ]);
  });

  test("is compared with itself under the files that an operand names", () => {
    const next = { kind: "manifests", value: "next" } as const;
    expect(sides({ operands: [task, next], clusters })).toEqual([
      { label: "cluster prod", cluster: cluster("prod") },
      { label: "cluster prod with next", cluster: cluster("prod"), file: ["next"] },
    ]);
  });

  test("lies under both sides where something else is a pair, without the project's files", () => {
    const semantics = ["flyte-1.16", "flyte-2.0"] as const;
    const operands = [task, ...semantics.map((value) => ({ kind: "semantics", value }) as const)];
    expect(sides({ operands, clusters })).toEqual([
      { label: "flyte-1.16", cluster: cluster("prod"), semantics: "flyte-1.16" },
      { label: "flyte-2.0", cluster: cluster("prod"), semantics: "flyte-2.0" },
    ]);
  });

  test("that the project names lies under the project's files", () => {
    const operands = [task, { kind: "semantics", value: "flyte-1.16" } as const];
    const of = { projectContext: "prod", semantics: "flyte-2.0" } as const;
    expect(sides({ operands, clusters }, of)).toEqual([
      {
        label: "flyte-2.0",
        cluster: cluster("prod"),
        file: ["templates"],
        config: ["flyte.yaml"],
        semantics: "flyte-2.0",
      },
      {
        label: "flyte-1.16",
        cluster: cluster("prod"),
        file: ["templates"],
        config: ["flyte.yaml"],
        semantics: "flyte-1.16",
      },
    ]);
  });

  test("is compared with another one", () => {
    expect(sides({ operands: [task], clusters: [cluster("staging"), cluster("prod")] })).toEqual([
      { label: "cluster staging", cluster: cluster("staging") },
      { label: "cluster prod", cluster: cluster("prod") },
    ]);
  });

  test.each([
    {
      name: "files",
      request: { operands: [task], clusters },
      of: { file: undefined, config: undefined },
      want: /no files to compare the cluster with/,
    },
    { name: "tasks", request: { clusters }, of: {}, want: /no task to compare the cluster with files over/ },
    {
      name: "fewer than three",
      request: { operands: [task], clusters: ["a", "b", "c"].map(cluster) },
      of: {},
      want: /3 contexts/,
    },
  ])("needs $name", ({ request, of, want }) => {
    const { file, config, ...rest } = { ...settings, ...of };
    const given = { ...rest, ...(file && { file }), ...(config && { config }) };
    const chosen = chooseSides({ ...nothing, ...request }, given, []);
    expect(chosen.ok ? "" : chosen.problems[0].what).toMatch(want);
  });
});
