import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { readApiServerCases } from "../../../../test/support/api-server-cases.ts";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { storedPodTemplate } from "../apiserver/stored-pod-template.ts";
import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { TracedField } from "../merge/origin.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { composePod } from "./compose-pod.ts";
import type { Composition } from "./composition.ts";
import type { Facts } from "./facts.ts";

const accepted = readApiServerCases("small").filter((each) => each.accepted && each.sent.kind === "PodTemplate");

describe.each(["flyte-1.16", "flyte-2.0"] as const)("%s", (version) => {
  test("a template from a file gives the Pod that the same template gives from a cluster", () => {
    const different = accepted.filter(({ sent, object }) => {
      return !isDeepStrictEqual(
        compose(fromFileOf(sent, version), version).pod,
        compose(factsOf(object, version), version).pod,
      );
    });
    expect(accepted.length).toBe(752);
    expect(different.map(({ id }) => id)).toEqual([]);
  });

  test("every leaf of it is the author's, at its place in the file, or a default of the API server", () => {
    const wrong = accepted.flatMap(({ id, sent }) => {
      const facts = fromFileOf(sent, version);
      const written = facts.podTemplates[0]?.template;
      return (compose(facts, version, true).trace ?? [])
        .flatMap(({ path, value, origin, overrode }) =>
          [{ value, origin }, ...overrode].map((held) => ({ path, ...held })),
        )
        .filter(({ value, origin }) => !isWellTold(value, origin, written))
        .map(({ path, origin }) => `${id} ${path.join(".")} ${JSON.stringify(origin)}`);
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

test("tells what the API server set from what the author wrote", () => {
  const { trace = [] } = compose(
    fromFileOf({
      metadata: { name: "mine", namespace: "tasks" },
      template: {
        spec: {
          containers: [
            { name: "default", image: "i", livenessProbe: { periodSeconds: 3, exec: { command: ["true"] } } },
          ],
          volumes: [
            { name: "models", image: { reference: "models:1" } },
            { name: "ca", configMap: { name: "ca-bundle" } },
          ],
        },
      },
    }),
    "flyte-2.0",
    true,
  );
  const told = trace.map(({ path, value, origin }) => [
    path.join("."),
    value,
    origin.layer,
    origin.source?.path.join("."),
  ]);
  const probe = "template.spec.containers.0.livenessProbe";
  expect(told).toEqual(
    expect.arrayContaining([
      ["spec.terminationGracePeriodSeconds", 30, "apiserver-defaults", undefined],
      ["spec.volumes.0.configMap.name", "ca-bundle", "pod-template", "template.spec.volumes.1.configMap.name"],
      ["spec.volumes.0.configMap.defaultMode", 420, "apiserver-defaults", undefined],
      ["spec.containers.0.livenessProbe.periodSeconds", 3, "pod-template", `${probe}.periodSeconds`],
      ["spec.containers.0.livenessProbe.timeoutSeconds", 1, "apiserver-defaults", undefined],
    ]),
  );
});

function factsOf(template: unknown, version?: FlyteVersion): Facts {
  const input = {
    podTemplates: [template],
    task: { type: "python-task", metadata: { podTemplateName: nameOf(template) }, container: { image: "i" } },
    execution: { namespace: "v", name: "main", overrides: { resources: {} } },
    flyteNamespace: "tasks",
  };
  return factsOfCase(input, version);
}

function fromFileOf(template: unknown, version?: FlyteVersion): Facts {
  const facts = factsOf(template, version);
  return {
    ...facts,
    podTemplates: facts.podTemplates.map((each) => ({ ...each, stored: storedPodTemplate(each.template) })),
  };
}

function compose(facts: Facts, semantics: FlyteVersion, trace = false): Composition {
  return valueOrThrow(composePod(facts, { semantics, trace }));
}

function isWellTold(value: unknown, { layer, source }: TracedField["origin"], written: unknown): boolean {
  if (layer === "apiserver-defaults") return source === undefined;
  if (source?.document !== "podTemplates[0]") return layer !== "pod-template";
  const found = source.path.reduce((at, key) => (at as Record<string | number, unknown>)?.[key], written);
  return JSON.stringify(found) === JSON.stringify(value);
}

function nameOf(template: unknown): string {
  return (template as { readonly metadata: { readonly name: string } }).metadata.name;
}
