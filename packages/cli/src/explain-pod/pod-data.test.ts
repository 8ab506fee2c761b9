import { expect, test } from "vitest";
import { plainStyle } from "../output/style.ts";
import { isDrift, type PodChangeData, type PodData, renderPodData, summaryOf } from "./pod-data.ts";

const setBy = { layer: "pod-template", from: "cluster c flyte/with-ca", path: "template.metadata.labels.team" };

function change(field: string, author: PodChangeData["author"], more: Partial<PodChangeData> = {}): PodChangeData {
  return { field, kind: "added", author, evidence: `it is ${author}`, ...more };
}

function dataOf(changes: readonly PodChangeData[]): PodData {
  const facts = [
    { fact: "name", value: "p", from: "metadata.name" },
    { fact: "executionName", value: "f3a9", from: "spec.containers[main].env[X].value" },
  ];
  const unknownFacts = ["inputPath"];
  return {
    cluster: "cluster c",
    namespace: "tasks",
    pod: "p",
    task: "task.pb",
    semantics: "flyte-2.0",
    facts,
    unknownFacts,
    changes,
  };
}

const changes = [
  change("spec.nodeName", "scheduler"),
  change("spec.volumes[t]", "admission"),
  change("spec.tolerations", "admission"),
  change("metadata.labels.team", "drift", { kind: "changed", inCluster: "red", composed: { value: "blue", setBy } }),
  change("metadata.labels.debug", "edited", { inCluster: "yes" }),
];

test("what drifted and what others changed comes first, what Kubernetes does to every Pod in short", () => {
  expect(renderPodData(dataOf(changes), { style: plainStyle, columns: undefined })).toBe(
    `Pod tasks/p of cluster c, and what flyte-2.0 makes of task.pb now
the Pod tells of its execution: name, executionName
it does not tell inputPath: placeholders stand for them

Drifted: what the Pod is composed of has changed
FIELD                 IN THE CLUSTER  COMPOSED NOW                                                              EVIDENCE
metadata.labels.team  red             blue  pod-template cluster c flyte/with-ca template.metadata.labels.team  it is drift

Changed later by somebody else
FIELD                  IN THE CLUSTER  COMPOSED NOW  EVIDENCE
metadata.labels.debug  yes             -             it is edited

Filled in by the API server's own admission
spec.volumes[t], spec.tolerations: it is admission

Set by the scheduler
spec.nodeName: it is scheduler
`,
  );
});

test("what podwright run notes and what cannot be judged takes a line, however much it is", () => {
  const long = "x".repeat(500);
  const noted = [
    change("metadata.annotations.a", "podwright", { inCluster: long }),
    change("metadata.annotations.b", "podwright", { inCluster: "" }),
    change("spec.containers[c].command[8]", "unjudged", { inCluster: long }),
  ];
  const text = renderPodData(dataOf(noted), { style: plainStyle, columns: undefined });
  expect(text.split("\n").slice(3)).toEqual([
    "",
    "Not judged: Flyte's config is not known",
    "spec.containers[c].command[8]: it is unjudged",
    "",
    "Noted by podwright run",
    "metadata.annotations.a, metadata.annotations.b: it is podwright",
    "",
  ]);
});

test("one line says whether anything drifted, and counts", () => {
  expect(summaryOf({ changes }, plainStyle)).toBe("differs: 1 drift, 1 edited, 2 admission, 1 scheduler");
  expect(summaryOf({ changes: changes.slice(0, 3) }, plainStyle)).toBe("as composed: 2 admission, 1 scheduler");
  expect(summaryOf({ changes: [] }, plainStyle)).toBe("no difference");
  const unjudged = change("spec.schedulerName", "unjudged");
  expect(summaryOf({ changes: [unjudged] }, plainStyle)).toBe("not all of it can be judged: 1 unjudged");
  expect(summaryOf({ changes: [unjudged, ...changes.slice(3, 4)] }, plainStyle)).toBe("differs: 1 drift, 1 unjudged");
});

test("drift, webhooks and later changes count as a difference, and nothing else does", () => {
  const authors = [
    "drift",
    "webhook",
    "edited",
    "execution",
    "unjudged",
    "podwright",
    "flyte",
    "admission",
    "scheduler",
  ] as const;
  expect(authors.filter((author) => isDrift({ author }))).toEqual(["drift", "webhook", "edited"]);
});
