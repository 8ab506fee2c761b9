import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../../test/support/flyte-facts.ts";
import { valueOrThrow } from "../../problem/problem-error.ts";
import { composePod } from "../compose-pod.ts";

function problemsOf(task: object, execution: object = {}): readonly string[] {
  const facts = factsOfCase({ task, execution: { namespace: "tasks", name: "main", ...execution } });
  const result = composePod(facts, { semantics: "flyte-2.0" });
  return result.ok ? [] : result.problems.map(({ code, what }) => `${code} ${what}`);
}

const twoContainers = { containers: [{ name: "main", image: "busybox:1.36" }, { name: "logs" }] };

test.each([
  {
    name: "a pod task without a Pod spec",
    task: { k8sPod: {} },
    want: "POD_SPEC_MISSING [BadTaskSpecification] Pod tasks with task type version > 1 should specify their target as a K8sPod with a defined pod spec",
  },
  {
    name: "a pod task that does not name its primary container",
    task: { k8sPod: { podSpec: twoContainers }, config: { b: "2", a: "1" } },
    want: "PRIMARY_CONTAINER_UNNAMED [BadTaskSpecification] invalid TaskSpecification, config missing [primary_container_name] key in [map[a:1 b:2]]",
  },
  {
    name: "a pod task whose Pod spec is none",
    task: { k8sPod: { podSpec: { containers: "main" } }, config: { primary_container_name: "main" } },
    want: "MANIFEST_INVALID [BadTaskSpecification] Unable to unmarshal task k8s pod, Err: [containers must be a list, not text]",
  },
  {
    name: "a sidecar task without a job",
    task: { type: "sidecar" },
    want: "POD_SPEC_MISSING [BadTaskSpecification] invalid TaskSpecification [<nil>], Err: [nil Struct Object passed]",
  },
  {
    name: "a sidecar task whose job has no text for a name",
    task: { type: "sidecar", custom: { primaryContainerName: 1 } },
    want: "MANIFEST_INVALID [BadTaskSpecification] invalid TaskSpecification: custom is no sidecar job",
  },
  {
    name: "a sidecar task of version 1 without custom",
    task: { type: "sidecar", taskTypeVersion: 1, config: { primary_container_name: "main" } },
    want: "POD_SPEC_MISSING [BadTaskSpecification] Unable to unmarshal task custom [<nil>], Err: [nil Struct Object passed]",
  },
  {
    name: "a sidecar task without a Pod spec",
    task: { type: "sidecar", custom: { primaryContainerName: "main" } },
    want: "POD_SPEC_MISSING [BadTaskSpecification] invalid TaskSpecification, nil PodSpec",
  },
  {
    name: "a sidecar task of version 1 without config",
    task: { type: "sidecar", taskTypeVersion: 1, custom: twoContainers },
    want: "PRIMARY_CONTAINER_UNNAMED [BadTaskSpecification] invalid TaskSpecification, config needs to be non-empty and include missing [primary_container_name] key",
  },
  {
    name: "a task without a target",
    task: {},
    want: "TASK_TARGET_UNSUPPORTED [BadTaskSpecification] invalid TaskSpecification, unable to determine Pod configuration",
  },
])("$name is refused in Flyte's words", ({ task, want }) => {
  expect(problemsOf(task)).toEqual([want]);
});

describe("a sidecar task of an old client", () => {
  const composed = (task: object) => {
    const facts = factsOfCase({ task, execution: { namespace: "tasks", name: "n0" } });
    return valueOrThrow(composePod(facts, { semantics: "flyte-2.0" })).pod;
  };

  test("of version 0 keeps Pod spec, primary container, labels and annotations in custom, in any case", () => {
    const custom = {
      PodSpec: twoContainers,
      primaryContainerName: "main",
      annotations: { note: "x" },
      labels: { team: "a" },
    };
    const { metadata, spec } = composed({ type: "sidecar", custom });
    expect(metadata?.annotations).toMatchObject({ note: "x", primary_container_name: "main" });
    expect(metadata?.labels).toEqual({ team: "a" });
    expect(spec?.containers.map(({ name }) => name)).toEqual(["main", "logs"]);
  });

  test("of version 1 keeps the Pod spec alone in custom, and leaves service links as they are", () => {
    const task = {
      type: "sidecar",
      taskTypeVersion: 1,
      custom: twoContainers,
      config: { primary_container_name: "logs" },
      k8sPod: { metadata: { labels: { team: "a" } } },
    };
    const { metadata, spec } = composed(task);
    expect(metadata?.annotations).toMatchObject({ primary_container_name: "logs" });
    expect(metadata?.labels).toEqual({ team: "a" });
    expect(spec).not.toHaveProperty("enableServiceLinks");
  });
});

test("an execution that overrides the task must state resources, as in Flyte", () => {
  expect(problemsOf({ container: {} }, { overrides: {} })).toEqual([
    "TASK_RESOURCES_MISSING [BadTaskSpecification] resource requirements not found for container task, required!",
  ]);
});

test("an amount that is no quantity is refused in Kubernetes' words", () => {
  const container = { resources: { limits: [{ name: "CPU", value: "much" }] } };
  expect(problemsOf({ container }, { overrides: { resources: {} } })).toEqual([
    "QUANTITY_INVALID Failed to parse resource as a valid quantity.: quantities must match the regular expression " +
      "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ]);
});

test("a name that no container may bear is replaced by the drawn one", () => {
  const execution = { namespace: "tasks", name: "My.Task", drawnContainerName: "x7k2" };
  const result = composePod(factsOfCase({ task: { container: {} }, execution }), { semantics: "flyte-2.0" });
  expect(result.ok && result.value.pod.metadata?.name).toBe("my.task");
  expect(result.ok && result.value.primaryContainerName).toBe("x7k2");
  expect(result.ok && result.value.pod.spec?.containers.map(({ name }) => name)).toEqual(["x7k2"]);
});
