import { describe, expect, test } from "vitest";
import {
  flytes,
  image,
  type Layers,
  mainOf,
  named,
  podOf,
  problemsOf,
  templateOf,
} from "../../../../../test/support/podwright-layers.ts";
import type { PodSpec } from "../../kubernetes/types.ts";

describe("what counts as the task's own value", () => {
  test.each<{ name: string; layers: Layers; want: Partial<PodSpec> }>([
    {
      name: "false over true",
      layers: { task: { hostNetwork: false }, template: { containers: [], hostNetwork: true } },
      want: { hostNetwork: false },
    },
    {
      name: "0 over a number",
      layers: {
        task: { terminationGracePeriodSeconds: 0 },
        template: { containers: [], terminationGracePeriodSeconds: 9 },
      },
      want: { terminationGracePeriodSeconds: 0 },
    },
    {
      name: "an empty text over a text",
      layers: { task: { hostname: "" }, template: { containers: [], hostname: "h" } },
      want: { hostname: "" },
    },
    {
      name: "Flyte's own zero is not the task's: service links of the template stand",
      layers: { template: { containers: [], enableServiceLinks: true } },
      want: { enableServiceLinks: true },
    },
    {
      name: "restartPolicy is Never unless the task says otherwise",
      layers: { template: { containers: [], restartPolicy: "Always" } },
      want: { restartPolicy: "Never" },
    },
    {
      name: "… and the task does",
      layers: { task: { restartPolicy: "OnFailure" }, template: { containers: [], restartPolicy: "Always" } },
      want: { restartPolicy: "OnFailure" },
    },
  ])("$name", ({ layers, want }) => expect(podOf(layers).spec).toMatchObject(want));

  test("an empty list of arguments over a template's", () => {
    expect(mainOf({ main: { args: [] }, template: templateOf({ args: ["t"] }) }).args).toEqual([]);
  });

  test("an empty list of what goes by keys says nothing: clients write it without meaning to", () => {
    const layers = { main: { env: [] }, template: templateOf({ env: [{ name: "A", value: "t" }] }) };
    expect(mainOf(layers).env).toEqual([{ name: "A", value: "t" }]);
  });

  test("Flyte's zero amounts for containers beside the primary one are not written", () => {
    const task = {
      containers: [
        { name: "main", image },
        { name: "side", image },
      ],
    };
    const template = templateOf({ resources: { requests: { cpu: "2" } } });
    expect(podOf({ task, template }).spec.containers[1]?.resources).toEqual({ requests: { cpu: "2" } });
  });
});

describe("unsetting what lower layers give", () => {
  const template = {
    hostNetwork: true,
    nodeSelector: { "a/b": "1", c: "2" },
    tolerations: [{ key: "x" }, { key: "y" }],
    volumes: [{ name: "v", emptyDir: {} }],
    containers: [
      named("default", {
        env: [
          { name: "FOO", value: "t" },
          { name: "BAR", value: "t" },
        ],
        args: ["t"],
      }),
    ],
    initContainers: [named("theirs", {})],
  };

  test("null takes a field away, in a container and in the spec, and is noted on the Pod", () => {
    const pod = podOf({ main: { args: null }, task: { hostNetwork: null }, template });
    expect(pod.spec.hostNetwork).toBeUndefined();
    expect(pod.spec.containers[0]?.args).toBeUndefined();
    expect(pod.metadata?.annotations?.["podwright.dev/unset"]).toBe('["containers[main].args","hostNetwork"]');
  });

  test("null for what nobody gives is no problem", () => {
    expect(problemsOf({ task: { hostPID: null } })).toEqual([]);
  });

  test("$patch: delete takes one entry away, $patch: replace a list", () => {
    const pod = podOf({
      main: { env: [{ name: "FOO", $patch: "delete" }] },
      task: { tolerations: [{ $patch: "replace" }, { key: "own" }] },
      template,
    });
    expect(pod.spec.containers[0]?.env?.filter(({ name }) => !flytes.test(name))).toEqual([
      { name: "BAR", value: "t" },
    ]);
    expect(pod.spec.tolerations).toEqual([{ key: "own" }]);
  });

  test("$patch: replace takes all that lower layers give a container, and is noted on the Pod", () => {
    const facts = { main: { $patch: "replace" }, template };
    expect(mainOf(facts)).toEqual({
      name: "main",
      image,
      resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
    });
    const { metadata } = podOf(facts);
    expect(metadata?.annotations?.["podwright.dev/unset"]).toBe('["containers[main]"]');
    expect(mainOf({ annotations: metadata?.annotations ?? {}, template })).toEqual(mainOf(facts));
  });

  test("$patch of the whole Pod spec is none: it would take the platform away", () => {
    expect(problemsOf({ task: { $patch: "replace" }, template })).toEqual([
      "FIELD_UNKNOWN $patch is no field of Kubernetes' PodSpec and is dropped",
    ]);
  });

  test("the annotation says the same, for clients that cannot write null", () => {
    const paths = ["containers[main].env[FOO]", "nodeSelector[a/b]", "initContainers[theirs]", "volumes[v]"];
    const { spec } = podOf({ annotations: { "podwright.dev/unset": JSON.stringify(paths) }, template });
    expect(spec.containers[0]?.env?.some(({ name }) => name === "FOO")).toBe(false);
    expect(spec.nodeSelector).toEqual({ c: "2" });
    expect(spec.initContainers ?? []).toEqual([]);
    expect(spec.volumes ?? []).toEqual([]);
  });

  test("a path that meets nothing is told, and one that is none is refused", () => {
    const unset = (path: string) => ({ annotations: { "podwright.dev/unset": path }, template });
    expect(problemsOf(unset('["containers[main].env[FOOO]"]'))).toEqual([
      "UNSET_MEETS_NOTHING there is nothing to unset at this path: no layer below the task gives it",
    ]);
    expect(problemsOf(unset("hostNetwork"))).toEqual([
      "ANNOTATION_INVALID the annotation cannot be read: it is no JSON list of texts",
    ]);
    expect(problemsOf(unset('["a..b"]'))).toEqual([
      'ANNOTATION_INVALID the annotation cannot be read: "a..b" is no path of a Pod spec',
    ]);
  });
});
