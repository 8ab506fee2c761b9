import { describe, expect, test } from "vitest";
import { documents } from "../compose/documents.ts";
import type { Facts } from "../compose/facts.ts";
import type { Pod } from "../kubernetes/types.ts";
import type { Origin, TracedField } from "../merge/origin.ts";
import { explainPod } from "./explain-pod.ts";
import type { Explanation } from "./explanation.ts";
import type { IsGiven } from "./user-value.ts";

const layer = "raw-pod";
const own: Origin = { layer: "scheduling" };

function task(...path: readonly (string | number)[]): Origin {
  return { layer, source: { document: "task", path: ["k8sPod", "podSpec", ...path] } };
}

function template(...path: readonly (string | number)[]): Origin {
  return { layer: "pod-template", source: { document: "template.yaml", path: ["template", "spec", ...path] } };
}

/** Of a Pod with these leaves, whose task states this Pod spec and names this template's Pod spec. */
function explain(
  pod: Pod,
  trace: readonly TracedField[],
  {
    ofTask,
    ofTemplate,
    isGiven,
  }: { readonly ofTask?: object; readonly ofTemplate?: object; readonly isGiven?: IsGiven } = {},
): Explanation {
  const podTemplate = { metadata: { name: "t", namespace: "n" }, template: { spec: ofTemplate } };
  const facts = {
    task: {
      metadata: { podTemplateName: "t" },
      target: ofTask ? { case: "k8sPod", value: { podSpec: ofTask } } : { case: undefined },
    },
    podTemplates: ofTemplate ? [{ document: "template.yaml", template: podTemplate }] : [],
    config: { "accelerator-device-classes": {} },
    execution: { namespace: "n" },
    flyteNamespace: "flyte",
  } as unknown as Facts;
  return explainPod({ pod, trace }, facts, isGiven);
}

const main = { name: "main", env: [] };

describe("a field", () => {
  test("bears the name that people call it by", () => {
    const pod = { spec: { containers: [{ ...main, image: "a" }] } };
    const trace = [{ path: ["spec", "containers", 0, "image"], value: "a", origin: task(), overrode: [] }];
    expect(explain(pod, trace).fields).toEqual([{ name: "spec.containers[main].image", ...trace[0] }]);
  });
});

describe("a user's value is lost", () => {
  test("to a layer with more say, and by force if that is the platform", () => {
    const pod = { spec: { containers: [main], hostname: "a", schedulerName: "b" } };
    const { lost } = explain(pod, [
      {
        path: ["spec", "hostname"],
        value: "a",
        origin: task("hostname"),
        overrode: [{ value: "b", origin: template("hostname"), reason: "replaced" }],
      },
      {
        path: ["spec", "schedulerName"],
        value: "b",
        origin: own,
        overrode: [{ value: "c", origin: task("schedulerName"), reason: "replaced" }],
      },
    ]);
    expect(lost).toEqual([
      {
        name: "spec.hostname",
        path: ["spec", "hostname"],
        value: "b",
        origin: template("hostname"),
        reason: "replaced",
        instead: { value: "a", origin: task("hostname") },
      },
      {
        name: "spec.schedulerName",
        path: ["spec", "schedulerName"],
        value: "c",
        origin: task("schedulerName"),
        reason: "forced",
        instead: { value: "b", origin: own },
      },
    ]);
  });

  test("not to its equal, nor to what it was rendered to, nor if it only names a template container", () => {
    const pod = { spec: { containers: [main], hostname: "a", subdomain: "b" } };
    const inDefault = { ...template("containers", 0, "name"), templateContainer: "default" };
    const { lost } = explain(pod, [
      {
        path: ["spec", "hostname"],
        value: "a",
        origin: task("hostname"),
        overrode: [{ value: "a", origin: template("hostname"), reason: "replaced" }],
      },
      {
        path: ["spec", "subdomain"],
        value: "b",
        origin: { ...task("subdomain"), layer: "container-customizations" },
        overrode: [{ value: "{{.b}}", origin: task("subdomain"), reason: "replaced" }],
      },
      {
        path: ["spec", "containers", 0, "name"],
        value: "main",
        origin: task("containers", 0, "name"),
        overrode: [{ value: "default", origin: inDefault, reason: "replaced" }],
      },
    ]);
    expect(lost).toEqual([]);
  });

  test("to a later variable of the same name, and where a volume stands twice", () => {
    const env = [
      { name: "A", value: "1" },
      { name: "A", value: "2" },
      { name: "B", value: "3" },
    ];
    const volumes = [
      { name: "v", emptyDir: {} },
      { name: "v", hostPath: { path: "/" } },
    ];
    const pod = { spec: { containers: [{ name: "main", env }], volumes } };
    const { lost } = explain(pod, [
      {
        path: ["spec", "containers", 0, "env", 0, "name"],
        value: "A",
        origin: template("env", 0, "name"),
        overrode: [],
      },
      {
        path: ["spec", "containers", 0, "env", 0, "value"],
        value: "1",
        origin: template("env", 0, "value"),
        overrode: [],
      },
      { path: ["spec", "containers", 0, "env", 1, "value"], value: "2", origin: task("env", 0, "value"), overrode: [] },
      { path: ["spec", "volumes", 0, "emptyDir"], value: {}, origin: template("volumes", 0, "emptyDir"), overrode: [] },
      { path: ["spec", "volumes", 1, "hostPath", "path"], value: "/", origin: task("volumes", 0), overrode: [] },
    ]);
    expect(lost).toEqual([
      {
        name: "spec.containers[main].env[0:A]",
        path: ["spec", "containers", 0, "env", 0],
        value: "1",
        origin: template("env", 0, "value"),
        reason: "repeated",
        instead: { value: "2", origin: task("env", 0, "value") },
      },
      {
        path: ["spec", "volumes", 0],
        name: "spec.volumes[0:v]",
        value: { name: "v", emptyDir: {} },
        origin: template("volumes", 0, "emptyDir"),
        reason: "duplicate",
        instead: { value: { name: "v", hostPath: { path: "/" } }, origin: task("volumes", 0) },
      },
    ]);
  });

  test("to the platform by force, but to podwright's layer of the config by its say", () => {
    const pod = { spec: { containers: [main], hostname: "a" } };
    const reasons = (layer: string, document: string, key: string) =>
      explain(pod, [
        {
          path: ["spec", "hostname"],
          value: "a",
          origin: { layer, source: { document, path: [key] } },
          overrode: [{ value: "b", origin: template("hostname"), reason: "replaced" }],
        },
      ]).lost.map(({ reason }) => reason);
    expect(reasons("scheduling", documents.config, "scheduler-name")).toEqual(["forced"]);
    expect(reasons("platform-config", documents.config, "scheduler-name")).toEqual(["replaced"]);
    expect(reasons("platform-config", documents.execution, "executionName")).toEqual(["forced"]);
    expect(reasons("platform-config", documents.execution, "envVars")).toEqual(["replaced"]);
  });

  test("unless it says the same from the same place, or is a toleration that says the same", () => {
    const pod = { spec: { containers: [main], hostname: "a", tolerations: [{ key: "a" }] } };
    const { fields } = explain(pod, [
      {
        path: ["spec", "hostname"],
        value: "a",
        origin: template("hostname"),
        overrode: [{ value: "a", origin: template("hostname"), reason: "replaced" }],
      },
      {
        path: ["spec", "tolerations", 0, "key"],
        value: "a",
        origin: own,
        overrode: [{ value: "a", origin: template("tolerations", 0, "key"), reason: "replaced" }],
      },
    ]);
    expect(fields.map(({ overrode }) => overrode)).toEqual([[], []]);
  });

  test("unless nobody wrote it, or Kubernetes demands it of a container that shapes others", () => {
    const pod = { spec: { containers: [{ ...main, image: "a" }], serviceAccountName: "b" } };
    const image = (templateContainer: string) => ({ ...template("containers", 0, "image"), templateContainer });
    const account = { layer: "scheduling", source: { document: documents.execution, path: ["serviceAccount"] } };
    const trace: readonly TracedField[] = [
      {
        path: ["spec", "containers", 0, "image"],
        value: "a",
        origin: task("containers", 0, "image"),
        overrode: [
          { value: "unused", origin: image("default"), reason: "replaced" },
          { value: "older", origin: image("main"), reason: "replaced" },
        ],
      },
      {
        path: ["spec", "serviceAccountName"],
        value: "b",
        origin: template("serviceAccountName"),
        overrode: [{ value: "default", origin: account, reason: "only-default" }],
      },
    ];
    const lostOf = (isGiven?: () => boolean) =>
      explain(pod, trace, isGiven ? { isGiven } : {}).lost.map(({ value }) => value);
    expect(lostOf()).toEqual(["older", "default"]);
    expect(lostOf(() => false)).toEqual(["older"]);
  });

  test("with a template container that serves none, unless it only stands in for one", () => {
    const sidecar = { name: "sidecar", image: "s", command: ["run"] };
    const logger = { name: "logger", image: "l" };
    const ofTemplate = { containers: [{ name: "default", image: "p" }, sidecar, logger], hostname: "" };
    const { lost } = explain({ spec: { containers: [main] } }, [], { ofTemplate });
    expect(lost).toEqual([
      { name: "template.spec.hostname", value: "", origin: template("hostname"), reason: "not-taken" },
      {
        name: "template.spec.containers[1]",
        value: sidecar,
        origin: template("containers", 1),
        reason: "container-dropped",
      },
      {
        name: "template.spec.containers[2]",
        value: logger,
        origin: template("containers", 2),
        reason: "container-dropped",
      },
    ]);
    const alone = { ofTemplate: { containers: [logger] } };
    expect(explain({ spec: { containers: [main] } }, [], alone).lost).toEqual([]);
  });

  test("if it is a zero that decoding drops and another layer's value stands in its place", () => {
    const ofTask = { hostNetwork: false, hostPID: false, containers: [{ name: "main" }] };
    const pod = { spec: { hostNetwork: true, containers: [main] } };
    const { lost } = explain(
      pod,
      [
        { path: ["spec", "hostNetwork"], value: true, origin: template("hostNetwork"), overrode: [] },
        { path: ["spec", "containers", 0, "name"], value: "main", origin: task("containers", 0, "name"), overrode: [] },
      ],
      { ofTask },
    );
    expect(lost).toEqual([
      {
        name: "spec.hostNetwork",
        path: ["spec", "hostNetwork"],
        value: false,
        origin: task("hostNetwork"),
        reason: "zero-value",
        instead: { value: true, origin: template("hostNetwork") },
      },
    ]);
  });
});
