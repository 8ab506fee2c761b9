import { describe, expect, test } from "vitest";
import { factsOfCase } from "../../../../test/support/flyte-facts.ts";
import { storedPod } from "../apiserver/stored-pod.ts";
import { composePod } from "../compose/compose-pod.ts";
import type { Composition } from "../compose/composition.ts";
import type { Container, Pod, PodSpec } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { explainLivePod } from "./explain-live-pod.ts";

const madeAt = "2026-03-01T10:00:00Z";

const template = {
  apiVersion: "v1",
  kind: "PodTemplate",
  metadata: { name: "t", namespace: "acme" },
  template: {
    metadata: { labels: { team: "blue" } },
    spec: { containers: [{ name: "default", image: "i", env: [{ name: "MODE", value: "fast" }] }] },
  },
};

function compose(): Composition {
  const facts = factsOfCase({
    task: {
      type: "python-task",
      metadata: { podTemplateName: "t" },
      container: { image: "acme/task:1", args: ["run"] },
    },
    podTemplates: [template],
    execution: { namespace: "acme", name: "f1-n0-0", overrides: { resources: {} }, inputPath: "s3://placeholder" },
    config: { "default-env-vars": {} },
  });
  return valueOrThrow(composePod(facts, { semantics: "flyte-2.0", trace: true }));
}

/** As an API server and a scheduler leave it, and then what else. */
function inCluster(
  change: (pod: { metadata: NonNullable<Pod["metadata"]>; spec: PodSpec; main: Container }) => void,
): Pod {
  const { metadata = {}, spec } = storedPod(structuredClone(compose().pod));
  const containers = (spec?.containers ?? []).map((each) => ({
    ...each,
    volumeMounts: [
      ...(each.volumeMounts ?? []),
      { name: "kube-api-access-x7k2p", mountPath: "/var/run/secrets/kubernetes.io/serviceaccount", readOnly: true },
    ],
  }));
  const live = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...metadata, uid: "u", resourceVersion: "7", creationTimestamp: madeAt },
    spec: {
      ...spec,
      containers,
      nodeName: "node-1",
      priority: 0,
      preemptionPolicy: "PreemptLowerPriority",
      volumes: [
        ...(spec?.volumes ?? []),
        { name: "kube-api-access-x7k2p", projected: { sources: [], defaultMode: 420 } },
      ],
      tolerations: ["not-ready", "unreachable"].map((name) => ({
        key: `node.kubernetes.io/${name}`,
        operator: "Exists",
        effect: "NoExecute",
        tolerationSeconds: 300,
      })),
    },
    status: { phase: "Running" },
  };
  const [main] = live.spec.containers;
  if (main) change({ ...live, main });
  return live as Pod;
}

const known = { changes: new Map(), unknownFacts: [], isConfigKnown: true };

/** What Kubernetes itself does to every Pod. */
const always = ["admission", "scheduler"];

function told(
  live: Pod,
  more: Partial<Parameters<typeof explainLivePod>[2]> = {},
): readonly (readonly [string, string, string])[] {
  return explainLivePod(compose(), live, { ...known, ...more })
    .filter(({ author }) => !always.includes(author))
    .map(({ name, author, evidence }) => [name, author, evidence]);
}

test("of a Pod that nobody touched only what Kubernetes itself does differs", () => {
  const changes = explainLivePod(
    compose(),
    inCluster(() => {}),
    known,
  );
  expect(changes.map(({ name, author }) => [name, author])).toEqual([
    ["spec.containers[f1-n0-0].volumeMounts", "admission"],
    ["spec.nodeName", "scheduler"],
    ["spec.priority", "admission"],
    ["spec.preemptionPolicy", "admission"],
    ["spec.volumes", "admission"],
    ["spec.tolerations", "admission"],
  ]);
});

describe("what a webhook changed", () => {
  test("is known by its names", () => {
    const live = inCluster(({ metadata, main }) => {
      metadata.annotations = { ...metadata.annotations, "vault.hashicorp.com/agent-inject-status": "injected" };
      main.volumeMounts?.push({ name: "home-sidecar", mountPath: "/vault/secrets" });
      main.env?.push({ name: "AWS_ROLE_ARN", value: "arn:aws:iam::1:role/r" });
    });
    expect(told(live).map(([, author, evidence]) => [author, evidence])).toEqual([
      ["webhook", "Vault's agent injector, by its names"],
      ["webhook", "EKS's pod identity webhook, by its names"],
      ["webhook", "Vault's agent injector, by its names"],
    ]);
  });

  test("is a whole container that nothing composes", () => {
    const live = inCluster(({ spec }) => {
      spec.containers?.push({ name: "meter", image: "meter:1" });
    });
    expect(told(live)).toEqual([
      ["spec.containers[meter]", "webhook", "a whole container that nothing composes: webhooks inject such"],
    ]);
  });

  test("is what differs although nothing that the Pod is composed of has changed since", () => {
    const live = inCluster(({ main }) => {
      const mode = main.env?.find(({ name }) => name === "MODE");
      if (mode) mode.value = "slow";
    });
    const changes = new Map([["podTemplates[0]", { name: "the PodTemplate acme/t", time: "2026-02-01T00:00:00Z" }]]);
    expect(told(live, { changes })).toEqual([
      [
        "spec.containers[f1-n0-0].env[MODE].value",
        "webhook",
        "the PodTemplate acme/t has not changed since the Pod was made: an unknown webhook, most likely",
      ],
    ]);
  });
});

describe("what drifted", () => {
  const changes = new Map([["podTemplates[0]", { name: "the PodTemplate acme/t", time: "2026-04-01T00:00:00Z" }]]);
  const since = `the PodTemplate acme/t changed at 2026-04-01T00:00:00Z, after the Pod was made at ${madeAt}`;

  test("is what its document says otherwise since", () => {
    const live = inCluster(({ main, metadata }) => {
      main.env = main.env?.filter(({ name }) => name !== "MODE") ?? [];
      metadata.labels = { team: "red" };
    });
    expect(told(live, { changes })).toEqual([
      ["metadata.labels.team", "drift", since],
      ["spec.containers[f1-n0-0].env[MODE]", "drift", since],
    ]);
  });

  test("may be what is no more in its document", () => {
    const live = inCluster(({ main }) => {
      main.env?.push({ name: "OLD", value: "1" });
    });
    expect(told(live, { changes })).toEqual([["spec.containers[f1-n0-0].env[OLD]", "drift", since]]);
  });
});

test("who wrote a field later is told by the API server's books", () => {
  const live = inCluster(({ metadata }) => {
    metadata.labels = { ...metadata.labels, debug: "yes" };
    metadata.managedFields = [
      {
        manager: "kubectl-label",
        operation: "Update",
        time: "2026-03-02T00:00:00Z",
        fieldsV1: { "f:metadata": { "f:labels": { "f:debug": {} } } },
      },
      {
        manager: "kubelet",
        operation: "Update",
        time: "2026-03-03T00:00:00Z",
        subresource: "status",
        fieldsV1: { "f:metadata": { "f:labels": { "f:debug": {} } } },
      },
      {
        manager: "flytepropeller",
        operation: "Update",
        time: madeAt,
        fieldsV1: { "f:metadata": { "f:labels": { ".": {} } } },
      },
    ] as never;
  });
  expect(told(live)).toEqual([
    ["metadata.labels.debug", "edited", "kubectl-label wrote it at 2026-03-02T00:00:00Z (managedFields)"],
  ]);
});

test("facts of the execution that the Pod does not tell are no drift", () => {
  const live = inCluster(({ metadata, main }) => {
    metadata.labels = { ...metadata.labels, "my-execution": "x" };
    main.resources = { ...main.resources, limits: { ...main.resources?.limits, cpu: "7" } };
  });
  expect(told(live).map(([name, author]) => [name, author])).toEqual([
    ["metadata.labels.my-execution", "execution"],
    ["spec.containers[f1-n0-0].resources.limits.cpu", "execution"],
  ]);
});

test("what podwright run notes on its Pods is no drift", () => {
  const live = inCluster(({ metadata }) => {
    metadata.labels = { ...metadata.labels, "app.kubernetes.io/managed-by": "podwright", "podwright.dev/run": "f1" };
    metadata.annotations = { ...metadata.annotations, "podwright.dev/owner": "o", "podwright.dev/waive": "B1" };
  });
  expect(told(live).map(([name, , evidence]) => `${name}: ${evidence}`)).toEqual([
    'metadata.labels["app.kubernetes.io/managed-by"]: podwright run notes it on its Pods',
    'metadata.labels["podwright.dev/run"]: podwright run notes it on its Pods',
    'metadata.annotations["podwright.dev/owner"]: podwright run notes it on its Pods',
    'metadata.annotations["podwright.dev/waive"]: executions bring labels and annotations of their own; a webhook may have added it too',
  ]);
});

test("each note counts for itself where composing gives no labels and annotations at all", () => {
  const { pod, ...rest } = compose();
  const { labels: _, annotations: __, ...metadata } = pod.metadata ?? {};
  const trace = (rest.trace ?? []).filter(({ path }) => !["labels", "annotations"].includes(String(path[1])));
  const live = inCluster((each) => {
    each.metadata.labels = { "podwright.dev/run": "f1", other: "x" };
    each.metadata.annotations = { "podwright.dev/detached": "" };
  });
  const changes = explainLivePod({ ...rest, pod: { ...pod, metadata }, trace }, live, known);
  expect(
    changes.filter(({ author }) => !always.includes(author)).map(({ name, author }) => `${author} ${name}`),
  ).toEqual([
    'podwright metadata.labels["podwright.dev/run"]',
    "execution metadata.labels.other",
    'podwright metadata.annotations["podwright.dev/detached"]',
  ]);
});

describe("without Flyte's config", () => {
  const changes = new Map([["podTemplates[0]", { name: "the PodTemplate acme/t", time: "2026-02-01T00:00:00Z" }]]);
  const own = "spec.containers[f1-n0-0]";

  test("nobody is blamed for what it may decide", () => {
    const live = inCluster(({ spec, main }) => {
      const mode = main.env?.find(({ name }) => name === "MODE");
      if (mode) mode.value = "slow";
      main.env?.push({ name: "UNHEARD_OF", value: "1" });
      spec.containers?.push({ name: "meter", image: "meter:1" });
      spec.schedulerName = "other";
    });
    const judged = told(live, { changes, isConfigKnown: false });
    expect(judged.map(([name, author]) => [name, author])).toEqual([
      [`${own}.env[MODE].value`, "unjudged"],
      [`${own}.env[UNHEARD_OF]`, "unjudged"],
      ["spec.containers[meter]", "unjudged"],
      ["spec.schedulerName", "unjudged"],
    ]);
    expect(judged[0]?.[2]).toBe(
      "Flyte's config may decide it, and is not known: give it with --config or --flyte-config-map",
    );
  });

  test("names of a known webhook, a later change and the task itself tell an author all the same", () => {
    const live = inCluster(({ main, metadata }) => {
      main.image = "acme/task:2";
      main.env?.push({ name: "AWS_ROLE_ARN", value: "arn:aws:iam::1:role/r" });
      metadata.labels = { team: "red" };
    });
    const since = new Map([["podTemplates[0]", { name: "the PodTemplate acme/t", time: "2026-04-01T00:00:00Z" }]]);
    expect(told(live, { changes: since, isConfigKnown: false }).map(([name, author]) => [name, author])).toEqual([
      ["metadata.labels.team", "drift"],
      [`${own}.image`, "drift"],
      [`${own}.env[AWS_ROLE_ARN]`, "webhook"],
    ]);
  });
});

test("what LimitRanger set is told by its own annotation", () => {
  const live = inCluster(({ metadata, main }) => {
    const said = "LimitRanger plugin set: ephemeral-storage request for container f1-n0-0";
    metadata.annotations = { ...metadata.annotations, "kubernetes.io/limit-ranger": said };
    const { requests, limits } = main.resources ?? {};
    main.resources = {
      limits: { ...limits, cpu: "7" },
      requests: { ...requests, "ephemeral-storage": "1Gi" },
    };
  });
  const changes = explainLivePod(compose(), live, known);
  const own = changes.filter(({ name }) => /resources|limit-ranger/.test(name));
  expect(own.map(({ author, evidence }) => [author, evidence])).toEqual([
    ["admission", "LimitRanger notes what it set"],
    ["execution", "an execution's overrides and the platform's own defaults and limits of resources are not told"],
    ["admission", "LimitRanger plugin set: ephemeral-storage request for container f1-n0-0"],
  ]);
});

test("that Flyte took its finalizer away is no drift", () => {
  const composition = compose();
  const pod = { ...composition.pod, metadata: { ...composition.pod.metadata, finalizers: ["flyte/flytek8s"] } };
  const trace = [
    ...(composition.trace ?? []),
    {
      path: ["metadata", "finalizers", 0],
      value: "flyte/flytek8s",
      origin: { layer: "object-metadata" },
      overrode: [],
    },
  ];
  const changes = explainLivePod(
    { ...composition, pod, trace },
    inCluster(() => {}),
    known,
  );
  expect(changes.find(({ name }) => name.includes("finalizers"))?.author).toBe("flyte");
});
