import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { TaskTemplateSchema } from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import { lint } from "./lint.ts";
import { standInTask } from "./stand-in-task.ts";
import { execution, lintInput, saidBy, templateOf } from "./testing/lint-input.ts";

const image = "placeholder";
const main = { name: "default", image };
const emptyDir = { name: "data", emptyDir: {} };

/** A task of a Pod with this spec, whose primary container is `main`. */
function podTask(podSpec: object) {
  const template = create(TaskTemplateSchema, {
    type: "python-task",
    config: { primary_container_name: "main" },
    target: { case: "k8sPod", value: { podSpec: podSpec as never, metadata: {} } },
  });
  return { document: "task.pb", template, execution };
}

describe("duplicate-entry", () => {
  it("names both sides of what merging doubles, and says which an API server refuses", () => {
    const said = saidBy("duplicate-entry", {
      podTemplates: [
        templateOf({
          containers: [{ ...main, env: [{ name: "A", value: "1" }], ports: [{ containerPort: 80 }] }],
          volumes: [emptyDir],
        }),
      ],
      tasks: [
        podTask({
          containers: [{ name: "main", image, env: [{ name: "A", value: "2" }], ports: [{ containerPort: 80 }] }],
          volumes: [emptyDir],
        }),
      ],
    });
    expect(said.map((text) => text.replace(/^task\.pb\S* /, "task.pb "))).toEqual([
      "task.pb error the volume data comes from a.yaml and from the task: an API server refuses it",
      "task.pb warning the variable A of container main comes from a.yaml and from the task: the last one counts",
      "task.pb warning the port 80/TCP of container main comes from a.yaml and from the task: the last one counts",
    ]);
  });

  it("lets ports of two protocols and mounts of two paths stand", () => {
    const ports = [{ containerPort: 53 }, { containerPort: 53, protocol: "UDP" }];
    const volumeMounts = [
      { name: "data", mountPath: "/a" },
      { name: "data", mountPath: "/b" },
    ];
    const template = templateOf({ containers: [{ ...main, ports, volumeMounts }], volumes: [emptyDir] });
    expect(saidBy("duplicate-entry", { podTemplates: [template] })).toEqual([]);
  });
});

describe("reference-missing", () => {
  const env = [
    { name: "A", valueFrom: { secretKeyRef: { name: "store", key: "key" } } },
    { name: "B", valueFrom: { secretKeyRef: { name: "other", key: "key", optional: true } } },
  ];
  const podTemplates = [templateOf({ containers: [{ ...main, env }] })];
  const secret = (name: string, namespace: string) => ({
    document: "s.yaml",
    object: { metadata: { name, namespace }, stringData: { key: "x" } },
  });

  it("is silent where no object is given at all", () => {
    expect(saidBy("reference-missing", { podTemplates })).toEqual([]);
  });

  it("knows stringData, and passes over what is optional", () => {
    expect(saidBy("reference-missing", { podTemplates, secrets: [secret("store", "flyte")] })).toEqual([]);
  });

  it("informs of an object that is not given, or is in another namespace", () => {
    const at = "a.yaml.template.spec.containers[0].env[0].valueFrom.secretKeyRef information";
    expect(saidBy("reference-missing", { podTemplates, secrets: [secret("another", "flyte")] })).toEqual([
      `${at} the Secret store is not among the manifests`,
    ]);
    expect(saidBy("reference-missing", { podTemplates, secrets: [secret("store", "team")] })).toEqual([
      `${at} the Secret store is given in namespace team, and this template is in flyte`,
    ]);
  });
});

describe("unmatched-container", () => {
  const sidecar = templateOf({ containers: [main, { name: "proxy", image, args: ["--fast"] }] });

  it("warns where no task has such a container, and informs where no task is given", () => {
    const what = "a.yaml.template.spec.containers[1].name";
    expect(saidBy("unmatched-container", { podTemplates: [sidecar] })).toEqual([
      `${what} information the template's container proxy shapes nothing: only a task that brings a container of this name would be served`,
    ]);
    const tasks = [podTask({ containers: [{ name: "main", image }] })];
    expect(saidBy("unmatched-container", { podTemplates: [sidecar], tasks })).toEqual([
      `${what} warning the template's container proxy shapes nothing: no Pod has a container of this name`,
    ]);
  });

  it("is content with one task that has the container", () => {
    const tasks = [
      podTask({ containers: [{ name: "main", image }] }),
      podTask({
        containers: [
          { name: "main", image },
          { name: "proxy", image },
        ],
      }),
    ];
    expect(saidBy("unmatched-container", { podTemplates: [sidecar], tasks })).toEqual([]);
  });

  it("warns of an init container that podwright adds and whose name comes close to a special one", () => {
    const template = templateOf({
      containers: [main],
      initContainers: [
        { name: "default-inti", image: "busybox" },
        { name: "primary-int", image: "placeholder", env: [] },
        { name: "fetch-roots", image: "curl" },
      ],
    });
    const what = "a.yaml.template.spec.initContainers";
    expect(saidBy("unmatched-container", { podTemplates: [template], semantics: "podwright" })).toEqual([
      `${what}[0].name warning the template's init container default-inti shapes no other: it is added to Pods as one of their own, though its name comes close to default-init`,
      `${what}[1].name warning the template's init container primary-int shapes nothing: only a task that brings an init container of this name would be served`,
    ]);
  });

  it("takes a container that says nothing but its image for the one that Kubernetes demands", () => {
    expect(
      saidBy("unmatched-container", { podTemplates: [templateOf({ containers: [{ name: "noop", image }] })] }),
    ).toEqual([]);
    const besides = templateOf({
      containers: [
        { name: "default", image },
        { name: "logger", image },
      ],
    });
    expect(saidBy("unmatched-container", { podTemplates: [besides] })).toEqual([
      "a.yaml.template.spec.containers[1].name information the template's container logger shapes nothing: only a task that brings a container of this name would be served",
    ]);
  });
});

describe("field-dropped", () => {
  const podTemplates = [templateOf({ schedulingGroup: { podGroupName: "a" } })];
  const tasks = [podTask({ containers: [{ name: "main", image }], schedulingGroup: { podGroupName: "b" } })];

  it("is what Flyte 1.16 does not know, in templates and in pod tasks", () => {
    const what = "is built with k8s.io/api v0.34.1, whose PodSpec has no schedulingGroup: Flyte drops it";
    expect(saidBy("field-dropped", { podTemplates, tasks, semantics: "flyte-1.16" })).toEqual([
      `a.yaml.template.spec.schedulingGroup warning flyte-1.16 ${what}`,
      `task.pb.k8sPod.podSpec.schedulingGroup warning flyte-1.16 ${what}`,
    ]);
  });

  it("is nothing in Flyte 2.0", () => {
    expect(saidBy("field-dropped", { podTemplates, tasks })).toEqual([]);
  });
});

describe("lost-value", () => {
  it("says which of a task's zeros do not count", () => {
    const said = saidBy("lost-value", {
      podTemplates: [templateOf({ containers: [{ ...main, securityContext: { privileged: true } }] })],
      tasks: [podTask({ containers: [{ name: "main", image, securityContext: { privileged: false } }] })],
    });
    expect(said.map((text) => text.replace(/^task\.pb\S* /, ""))).toEqual([
      "warning spec.containers[main].securityContext.privileged: false is lost, as it is zero, and a zero does not override; the Pod has true",
    ]);
  });

  it("is silent where the task only has more say than its template", () => {
    const said = saidBy("lost-value", {
      podTemplates: [templateOf({ hostname: "a" })],
      tasks: [podTask({ hostname: "b", containers: [{ name: "main", image }] })],
    });
    expect(said).toEqual([]);
  });
});

describe("hidden-roots", () => {
  const volumes = [{ name: "ca", configMap: { name: "ca" } }];
  const mounted = (mountPath: string) =>
    templateOf({ containers: [{ ...main, volumeMounts: [{ name: "ca", mountPath }] }], volumes });
  const bundle = (count: number) => ({
    document: "ca.yaml",
    object: {
      metadata: { name: "ca", namespace: "flyte" },
      data: { "ca.crt": "-----BEGIN CERTIFICATE-----\n".repeat(count) },
    },
  });
  const severities = (mountPath: string, count: number) =>
    lint(lintInput({ podTemplates: [mounted(mountPath)], configMaps: count > 0 ? [bundle(count)] : [] })).flatMap(
      ({ rule, severity }) => (rule === "hidden-roots" ? severity : []),
    );

  it("warns of few certificates over a trust store, however the path is written", () => {
    expect([severities("/etc/ssl/certs", 1), severities("/etc//ssl/certs/", 2)]).toEqual([["warning"], ["warning"]]);
  });

  it("informs where it cannot know, and is silent of whole bundles and of other paths", () => {
    expect([
      severities("/etc/ssl/certs", 0),
      severities("/etc/ssl/certs", 140),
      severities("/etc/private-ca", 1),
    ]).toEqual([["information"], [], []]);
  });
});

describe("pod-security", () => {
  const privileged = templateOf({ containers: [{ ...main, securityContext: { privileged: true } }] });
  const said = (given: Parameters<typeof lintInput>[0]) =>
    lint(lintInput({ podTemplates: [privileged], podSecurity: undefined, ...given })).flatMap(
      ({ rule, severity, what }) =>
        rule === "pod-security" ? `${severity} ${/refuses ([^:]*):/.exec(what)?.[1]}` : [],
    );
  const labelled = (labels: Readonly<Record<string, string>>) => ({ namespaces: [{ name: "team", labels }] });

  it("warns of what baseline refuses and informs of what restricted does, where nobody says what counts", () => {
    expect(said({})).toEqual([
      "warning the task's own container",
      "information the copilot's container flyte-copilot-uploader and the copilot's container flyte-copilot-downloader",
      "information the task's own container",
    ]);
  });

  it("makes errors of what the namespace enforces, and is silent of privileged ones", () => {
    expect(said(labelled({ "pod-security.kubernetes.io/enforce": "baseline" }))).toEqual([
      "error the task's own container",
    ]);
    expect(said(labelled({ "pod-security.kubernetes.io/enforce": "privileged" }))).toEqual([]);
  });

  it("warns of what the namespace warns of, beside what it enforces", () => {
    const labels = {
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/warn": "restricted",
    };
    expect(said(labelled(labels))).toEqual([
      "error the task's own container",
      "warning the copilot's container flyte-copilot-uploader and the copilot's container flyte-copilot-downloader",
      "warning the task's own container",
    ]);
  });

  it("heeds the command line above labels", () => {
    const labels = labelled({ "pod-security.kubernetes.io/enforce": "privileged" });
    expect(said({ ...labels, podSecurity: "baseline" })).toEqual(["error the task's own container"]);
    expect(said({ podSecurity: "off" })).toEqual([]);
  });

  it("sends what a task says itself back to the task", () => {
    const tasks = [
      podTask({ containers: [{ name: "main", image, securityContext: { allowPrivilegeEscalation: true } }] }),
    ];
    const input = lintInput({ podTemplates: [templateOf({})], tasks, podSecurity: "restricted" });
    const [finding] = lint(input).filter(({ rule }) => rule === "pod-security");
    expect(finding?.where.document).toBe("task.pb");
    expect(finding?.fix.split("\n").slice(0, 3)).toEqual([
      "change it in the task itself: it must set securityContext.allowPrivilegeEscalation=false",
      "give it in the template's container default:",
      "securityContext:",
    ]);
  });

  it("gives a fix that mends: the Pod of the mended template is not refused", () => {
    const securityContext = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    };
    const mended = templateOf({
      containers: [{ ...main, securityContext }],
      initContainers: [{ name: "default-init", image, securityContext: { ...securityContext, runAsUser: 65532 } }],
    });
    expect(said({ podTemplates: [mended], podSecurity: "restricted" })).toEqual([]);
    const [first] = lint(lintInput({ podTemplates: [templateOf({})], podSecurity: "restricted" }));
    expect(first?.fix).toBe(`give it in a container default-init of the template:
initContainers:
  - name: default-init
    image: placeholder # Kubernetes wants one; the Pod's own stays
    securityContext:
      allowPrivilegeEscalation: false
      capabilities:
        drop: [ALL]
      runAsNonRoot: true
      seccompProfile:
        type: RuntimeDefault
      runAsUser: 65532`);
  });

  it("tells containers that one entry of the template mends in one finding, over all tasks", () => {
    const helper = { name: "helper", image };
    const tasks = [
      { ...podTask({ containers: [{ name: "main", image }, helper] }), document: "a.pb" },
      { ...podTask({ containers: [{ name: "main", image }, helper, { ...helper, name: "logs" }] }), document: "b.pb" },
    ];
    const all = lint(lintInput({ podTemplates: [templateOf({})], tasks, podSecurity: "restricted" }));
    const found = all.filter(({ rule, fix }) => rule === "pod-security" && fix.includes("runAsUser"));
    expect(found.map(({ what, tasks, container }) => [what.split(": ")[0], tasks, container])).toEqual([
      [
        "Pod Security level restricted (--pod-security) refuses the container helper and the container logs",
        ["a.pb", "b.pb"],
        undefined,
      ],
    ]);
  });

  it("tells of a volume once, where two levels refuse it", () => {
    const podTemplates = [templateOf({ volumes: [{ name: "root", hostPath: { path: "/" } }] })];
    const levels = {
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/warn": "restricted",
    };
    const namespaces = [{ name: "team", labels: levels }];
    const said = saidBy("pod-security", { podTemplates, namespaces, podSecurity: undefined });
    expect(said.filter((text) => text.includes("volume"))).toEqual([
      "a.yaml.template.spec.volumes[0].hostPath error Pod Security level baseline (namespace team, enforce) refuses the Pod: must not have the hostPath volume root",
    ]);
  });
});

describe("which template serves a task", () => {
  const templates = [templateOf({ restartPolicy: "Always" }, "a"), templateOf({ restartPolicy: "Always" }, "b")];
  const task = { document: "task.pb", template: standInTask(), execution };
  const lost = (given: Parameters<typeof lintInput>[0]) =>
    lint(lintInput(given)).flatMap(({ rule, where, tasks }) =>
      rule === "lost-value" ? [[where.document, tasks]] : [],
    );

  it("is the only one, where there is no config", () => {
    expect(lost({ podTemplates: templates.slice(0, 1), tasks: [task] })).toEqual([["a.yaml", ["task.pb"]]]);
  });

  it("is none of several, which are linted with a stand-in", () => {
    expect(lost({ podTemplates: templates, tasks: [task] })).toEqual([
      ["a.yaml", undefined],
      ["b.yaml", undefined],
    ]);
  });

  it("is the config's default", () => {
    const { platform } = lintInput({});
    const config = { ...platform.config, "default-pod-template-name": "b" };
    const given = { podTemplates: templates, tasks: [task], platform: { ...platform, config, configured: true } };
    expect(lost(given)).toEqual([
      ["b.yaml", ["task.pb"]],
      ["a.yaml", undefined],
    ]);
  });

  it("is found in whatever namespace it is, where the task's own has none", () => {
    const far = templateOf({ restartPolicy: "Always" }, "far");
    const elsewhere = { ...far, template: { ...far.template, metadata: { name: "far", namespace: "prod" } } };
    expect(lost({ podTemplates: [elsewhere], tasks: [task] })).toEqual([["far.yaml", ["task.pb"]]]);
  });

  const far = templateOf({}, "far");
  const inProd = { ...far, template: { ...far.template, metadata: { name: "far", namespace: "prod" } } };
  const given = { podTemplates: [inProd], tasks: [task] };

  it("is told to be elsewhere where the config names it, and is not unused as well", () => {
    const { platform } = lintInput({});
    const config = { ...platform.config, "default-pod-template-name": "far" };
    const configured = { ...given, platform: { ...platform, config, configured: true } };
    const [finding, ...more] = lint(lintInput(configured)).filter(({ rule }) => rule === "composition");
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: "warning",
      code: "DEFAULT_POD_TEMPLATE_MISSING",
      fix: "put it into one of these namespaces; it is only in prod",
    });
    expect(saidBy("template-unused", configured)).toEqual([]);
  });

  it("is unused where nobody names it and Flyte does not look there", () => {
    expect(saidBy("template-unused", given)).toEqual([
      "far.yaml.metadata.namespace information no task is served by PodTemplate far: it is in namespace prod, and Flyte looks in team and flyte",
    ]);
  });

  it("may be in the task's own namespace, where that is not known and is among the files", () => {
    const namespaces = [{ name: "prod", labels: {} }];
    expect(saidBy("template-unused", { ...given, namespaces })).toEqual([]);
  });
});
