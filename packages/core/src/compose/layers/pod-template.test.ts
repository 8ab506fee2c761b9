import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import { composePod } from "../compose-pod.ts";

const execution = { namespace: "tasks", name: "main", overrides: { resources: {} } };

function compose(spec: unknown, task: object = { metadata: { podTemplateName: "mine" } }, namespace = "tasks") {
  const facts = factsOfCase({
    podTemplates: [{ metadata: { name: "mine", namespace }, template: { spec } }],
    task: { type: "python-task", container: { image: "i" }, ...task },
    execution,
  });
  return composePod(facts, { semantics: "flyte-2.0" });
}

function warningsOf(spec: unknown): readonly string[] {
  const result = compose(spec);
  return result.ok ? result.value.problems.map(({ code, what, where }) => `${code} ${what} (${where})`) : ["no Pod"];
}

test("warns of a primary-init, which shapes nothing in Flyte 2", () => {
  expect(warningsOf({ initContainers: [{ name: "default-init" }, { name: "primary-init" }] })).toEqual([
    "PRIMARY_INIT_NEVER_APPLIES the template's container primary-init shapes no init container: in Flyte 2 none is ever the " +
      "primary one (podTemplates[0], template.spec.initContainers[1])",
  ]);
});

test("warns of a container that serves none of the Pod's", () => {
  expect(warningsOf({ containers: [{ name: "sidecar", image: "s", args: ["run"] }] })).toEqual([
    "TEMPLATE_CONTAINER_UNMATCHED the template's container sidecar is dropped: the Pod has no container of this name " +
      "(it has main) (podTemplates[0], template.spec.containers[0])",
  ]);
});

test("warns of an init container that only the template has, whatever it is called", () => {
  expect(warningsOf({ initContainers: [{ name: "default" }] })).toEqual([
    "TEMPLATE_CONTAINER_UNMATCHED the template's init container default is dropped: the Pod has no init container of this name " +
      "(it has none) (podTemplates[0], template.spec.initContainers[0])",
  ]);
});

test("asks whether a container that serves none was meant to be called by a name that shapes others", () => {
  const result = compose({
    containers: [{ name: "defualt", args: ["run"] }],
    initContainers: [{ name: "default-inti" }],
  });
  if (!result.ok) throw new Error(result.problems[0].what);
  expect(result.value.problems.map(({ fix }) => fix)).toEqual(["did you mean default?", "did you mean default-init?"]);
});

test("does not warn of what serves, nor of the container that the API demands", () => {
  expect(warningsOf({ containers: [{ name: "default" }, { name: "primary" }, { name: "main" }] })).toEqual([]);
  expect(warningsOf({ containers: [{ name: "noop", image: "scratch" }], initContainers: [] })).toEqual([]);
});

test("warns of a container with an image alone that stands beside others: nobody demands it", () => {
  const logger = { name: "logger", image: "fluentbit:2" };
  expect(warningsOf({ containers: [{ name: "default", image: "unused" }, logger] })).toEqual([
    "TEMPLATE_CONTAINER_UNMATCHED the template's container logger is dropped: the Pod has no container of this name " +
      "(it has main) (podTemplates[0], template.spec.containers[1])",
  ]);
});

test("gives the warnings beside the Pod and in the result alike", () => {
  const result = compose({ initContainers: [{ name: "primary-init" }] });
  expect(result.ok && result.warnings).toEqual(result.ok && result.value.problems);
});

test("a template that the task names must exist where it is looked up", () => {
  const result = compose({}, { metadata: { podTemplateName: "mine" } }, "other");
  expect(result).toEqual({
    ok: false,
    problems: [
      {
        code: "POD_TEMPLATE_MISSING",
        what: "[BadTaskSpecification] PodTemplate 'mine' does not exist",
        where: "the task, metadata.podTemplateName; looked up in the namespaces tasks and flyte",
        fix: "put it into one of these namespaces; it is only in other",
      },
    ],
  });
});

test("a misspelt name is met with the one that was meant", () => {
  const result = compose({}, { metadata: { podTemplateName: "miner" } });
  expect(result.ok ? undefined : result.problems[0].fix).toBe("did you mean mine?");
});

test("a template that the task does not name is not used", () => {
  const result = compose({ hostname: "theirs" }, {});
  expect(result.ok && result.value.pod.spec?.hostname).toBeUndefined();
});

describe("a default template that is not there", () => {
  const composeWithDefault = (namespace: string, byDefault: string) => {
    const facts = factsOfCase({
      podTemplates: [{ metadata: { name: "private-ca", namespace }, template: { spec: { hostNetwork: true } } }],
      config: { "default-pod-template-name": byDefault },
      task: { type: "python-task", container: { image: "i" } },
      execution,
    });
    return composePod(facts, { semantics: "flyte-2.0" });
  };
  const cases = [
    { namespace: "tasks", byDefault: "privat-ca", fix: "did you mean private-ca?" },
    {
      namespace: "other",
      byDefault: "private-ca",
      fix: "put it into one of these namespaces; it is only in other",
    },
    {
      namespace: "tasks",
      byDefault: "spot",
      fix: "give a PodTemplate of this name with -f FILE; there is private-ca",
    },
  ];
  test.each(cases)("is a warning beside the Pod: $byDefault, only private-ca in $namespace", (wanted) => {
    const result = composeWithDefault(wanted.namespace, wanted.byDefault);
    if (!result.ok) throw new Error("no Pod");
    expect(result.value.pod.spec?.hostNetwork).toBeUndefined();
    expect(result.warnings).toEqual([
      {
        code: "DEFAULT_POD_TEMPLATE_MISSING",
        severity: "warning",
        what: `the config's default-pod-template-name is ${wanted.byDefault}, and there is no such PodTemplate; Flyte goes on without one`,
        where: "the config, plugins.k8s.default-pod-template-name; looked up in the namespaces tasks and flyte",
        fix: wanted.fix,
      },
    ]);
  });

  test("is nothing where the default is there, or none is named", () => {
    expect(composeWithDefault("tasks", "private-ca")).toMatchObject({ ok: true, warnings: [] });
    expect(composeWithDefault("tasks", "")).toMatchObject({ ok: true, warnings: [] });
  });
});
