import { describe, expect, it } from "vitest";
import { type SurveyedFile, surveyManifests } from "./survey-manifests.ts";

const spec = "template: { spec: { containers: [{ name: default, image: x }] } }";

function file(text: string, name = "a.yaml", named = false): SurveyedFile {
  return { file: name, text, named };
}

function survey(files: readonly SurveyedFile[], named?: string) {
  return surveyManifests(files, { named, fallback: "flyte" });
}

/** `FILE:LINE:COLUMN severity what` of each problem. */
function problemsOf(...files: readonly SurveyedFile[]): readonly string[] {
  const { problems, locate } = survey(files);
  return problems.map(({ problem: { severity = "error", what }, place: { document, path } }) => {
    const location = locate(document, path);
    const where = location ? `${location.file}:${location.line}:${location.column}` : document;
    return `${where} ${severity} ${what}`;
  });
}

describe("surveyManifests", () => {
  it("takes what it knows and passes over the rest", () => {
    const text = `apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: PodTemplate, metadata: { name: a }, ${spec} }
  - { apiVersion: v1, kind: Service, metadata: { name: b } }
  - { apiVersion: v1, kind: Secret, metadata: { name: c }, stringData: { k: v } }
---
apiVersion: apps/v1
kind: Deployment
---
apiVersion: v1
kind: ConfigMap
metadata: { name: d, namespace: own }
`;
    const { podTemplates, secrets, configMaps, problems } = survey([file(text)]);
    expect(podTemplates.map(({ document, template }) => [document, template.metadata])).toEqual([
      ["a.yaml items[0]", { name: "a", namespace: "flyte" }],
    ]);
    expect(secrets.map(({ document }) => document)).toEqual(["a.yaml items[2]"]);
    expect(configMaps.map(({ document, object }) => [document, object.metadata?.namespace])).toEqual([
      ["a.yaml#3", "own"],
    ]);
    expect(problems).toEqual([]);
  });

  it("goes on after each mistake and places it", () => {
    const bad = `apiVersion: v1
kind: PodTemplate
metadata: { name: a }
template:
  spec:
    hostname: 3
    contianers: []
---
apiVersion: v1
kind: Secret
metadata: { name: s }
data:
  key: "!"
---
apiVersion: v1
kind: PodTemplate
---
apiVersion: v1
kind: Namespace
metadata:
  name: team
  labels: { level: 1 }
`;
    expect(problemsOf(file(bad), file("kind: PodTemplate\nx: [", "b.yaml"))).toEqual([
      "b.yaml:2:5 error not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
      "a.yaml:6:5 error template.spec.hostname must be text, not 3",
      "a.yaml:7:5 warning template.spec.contianers is no field of Kubernetes' PodSpec and is dropped",
      "a.yaml:13:3 error the value of key is not base64",
      "a.yaml:15:1 error this PodTemplate has no name",
      "a.yaml:22:13 error labels.level must be text, not 1",
    ]);
  });

  it("knows of PodTemplates that are there and could not be read", () => {
    const unread = (text: string) => survey([file(text)]).unreadTemplates;
    const broken = "apiVersion: v1\nkind: PodTemplate\nmetadata: { name: a }\ntemplate: { spec: { hostname: 3 } }\n";
    expect(unread(broken)).toEqual([{ name: "a" }]);
    expect(unread("apiVersion: v1\nkind: PodTemplte\nmetadata: { name: a }\n")).toEqual([{}]);
    expect(unread("kind: PodTemplate\nmetadata: [\n")).toEqual([{}]);
    expect(unread("kind: ConfigMap\nmetadata: [\n")).toEqual([]);
    expect(unread(`apiVersion: v1\nkind: PodTemplate\nmetadata: { name: a }\n${spec}\n`)).toEqual([]);
  });

  it("never shows a secret's value", () => {
    const text = "apiVersion: v1\nkind: Secret\nmetadata: { name: s }\ndata: { key: hunter2! }\n";
    expect(problemsOf(file(text)).join()).not.toContain("hunter2");
  });

  it("says of a file that was named that it holds nothing, and of a Helm template that it is to be rendered", () => {
    expect(problemsOf(file("kind: Service\napiVersion: v1\n", "named.yaml", true))).toEqual([
      "named.yaml:1:1 error Service is no kind that is taken",
    ]);
    const helm = "kind: PodTemplate\nmetadata: { name: {{ .Values.name }}-a }\n";
    const [problem] = survey([file(helm)]).problems;
    expect([problem?.problem.severity, problem?.problem.fix]).toEqual([
      "warning",
      "if this is a Helm template, render it first (helm template) and lint what comes out; else correct it",
    ]);
  });

  it("puts what names no namespace into the given one, else into the only Namespace, else into the fallback", () => {
    const template = file(`apiVersion: v1\nkind: PodTemplate\nmetadata: { name: a }\n${spec}\n`);
    const namespace = (name: string) =>
      file(`apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { l: x } }\n`, `${name}.yaml`);
    const home = (files: readonly SurveyedFile[], named?: string) =>
      survey(files, named).podTemplates[0]?.template.metadata?.namespace;
    expect(home([template, namespace("team")], "given")).toBe("given");
    expect(home([template, namespace("team")])).toBe("team");
    expect(home([template, namespace("one"), namespace("two")])).toBe("flyte");
    expect(survey([namespace("team")]).namespaces).toEqual([{ name: "team", labels: { l: "x" } }]);
  });
});
