import { expect, test } from "vitest";
import type { Container, PodSpec } from "../kubernetes/types.ts";
import { createDraft, type Draft } from "./draft.ts";
import { appendItems, prependItems } from "./list-items.ts";
import { mergeMap, mergeMapUnder } from "./map-entries.ts";
import type { Origin } from "./origin.ts";
import { ownField, ownItem } from "./own-field.ts";
import { createTraceRecorder, type TraceRecorder } from "./trace-recorder.ts";
import { removeField, setDefault, setField } from "./write-field.ts";
import { laySpecOver, takeSpec } from "./write-spec.ts";

const task: Origin = { layer: "task" };
const platform: Origin = { layer: "platform" };
const document: Origin = { layer: "document", source: { document: "d", path: ["spec"] } };

function begin(spec?: PodSpec): { readonly draft: Draft; readonly origins: () => Readonly<Record<string, string>> } {
  const recorder: TraceRecorder = createTraceRecorder();
  const draft = createDraft(recorder);
  if (spec) takeSpec(draft, spec, document);
  /** Who set each leaf, and in brackets who lost it. */
  const origins = () =>
    Object.fromEntries(
      recorder.traceOf(draft.spec, { layer: "nobody" }).map(({ path, origin, overrode }) => {
        const losers = overrode.map((loser) => `${loser.origin.layer} ${JSON.stringify(loser.value)}`);
        return [path.join("."), losers.length > 0 ? `${origin.layer} [${losers.join(", ")}]` : origin.layer];
      }),
    );
  return { draft, origins };
}

test("a field that is written again keeps its losers, the highest first", () => {
  const { draft, origins } = begin();
  setField(draft, draft.spec, "schedulerName", "a", task);
  setField(draft, draft.spec, "schedulerName", "b", platform);
  setField(draft, draft.spec, "schedulerName", "c", task);
  expect(draft.spec.schedulerName).toBe("c");
  expect(origins()).toEqual({ containers: "nobody", schedulerName: 'task [platform "b", task "a"]' });
});

test("a default yields to what stands, and is remembered as lost", () => {
  const { draft, origins } = begin();
  setField(draft, draft.spec, "schedulerName", "mine", task);
  setDefault(draft, draft.spec, "schedulerName", "theirs", platform);
  setDefault(draft, draft.spec, "restartPolicy", "Never", platform);
  expect(draft.spec).toEqual({ containers: [], schedulerName: "mine", restartPolicy: "Never" });
  expect(origins()).toEqual({
    containers: "nobody",
    schedulerName: 'task [platform "theirs"]',
    restartPolicy: "platform",
  });
});

test("items keep the origin they came with, in front and behind", () => {
  const { draft, origins } = begin();
  appendItems(draft, draft.spec, "tolerations", [{ key: "task" }], task);
  prependItems(draft, draft.spec, "tolerations", [{ key: "platform" }], platform);
  appendItems(draft, draft.spec, "tolerations", [], platform);
  expect(draft.spec.tolerations).toEqual([{ key: "platform" }, { key: "task" }]);
  expect(origins()).toEqual({
    containers: "nobody",
    "tolerations.0.key": "platform",
    "tolerations.1.key": "task",
  });
});

test("map entries go over or under those that stand", () => {
  const { draft, origins } = begin();
  mergeMap(draft, draft.spec, "nodeSelector", { a: "1", b: "1" }, task);
  mergeMap(draft, draft.spec, "nodeSelector", { b: "2" }, platform);
  mergeMapUnder(draft, draft.spec, "nodeSelector", { a: "3", c: "3" }, platform);
  mergeMap(draft, draft.spec, "nodeSelector", {}, platform);
  expect(draft.spec.nodeSelector).toEqual({ a: "1", b: "2", c: "3" });
  expect(origins()).toEqual({
    containers: "nobody",
    "nodeSelector.a": 'task [platform "3"]',
    "nodeSelector.b": 'platform [task "1"]',
    "nodeSelector.c": "platform",
  });
});

test("a document's parts are copied before they are written, never changed", () => {
  const spec: PodSpec = {
    securityContext: { runAsUser: 1, fsGroup: 2 },
    tolerations: [{ key: "a" }, { key: "b" }],
    nodeSelector: { a: "1" },
    containers: [{ name: "main" }],
  };
  const before = structuredClone(spec);
  const { draft, origins } = begin(spec);
  setField(draft, ownField(draft, draft.spec, "securityContext", task), "runAsUser", 5, task);
  setField(draft, ownItem(draft, draft.spec, "tolerations", 1), "key", "c", task);
  mergeMap(draft, draft.spec, "nodeSelector", { a: "2" }, task);
  setField(draft, draft.spec.containers[0] as Container, "image", "i", task);
  expect(spec).toEqual(before);
  expect(draft.spec).toEqual({
    securityContext: { runAsUser: 5, fsGroup: 2 },
    tolerations: [{ key: "a" }, { key: "c" }],
    nodeSelector: { a: "2" },
    containers: [{ name: "main", image: "i" }],
  });
  expect(origins()).toEqual({
    "securityContext.runAsUser": "task [document 1]",
    "securityContext.fsGroup": "document",
    "tolerations.0.key": "document",
    "tolerations.1.key": 'task [document "b"]',
    "nodeSelector.a": 'task [document "1"]',
    "containers.0.name": "document",
    "containers.0.image": "task",
  });
});

test("what replaces a subtree tells its losers leaf by leaf, and on its first leaf those without one", () => {
  const { draft, origins } = begin({ containers: [], securityContext: { runAsUser: 1, runAsGroup: 2 } });
  setField(draft, draft.spec, "securityContext", { fsGroup: 3, runAsUser: 4 }, platform);
  expect(origins()).toEqual({
    containers: "document",
    "securityContext.fsGroup": "platform [document 2]",
    "securityContext.runAsUser": "platform [document 1]",
  });
});

test("a removed field is gone, and what is written there later remembers it", () => {
  const { draft, origins } = begin({ containers: [], hostname: "a" });
  removeField(draft, draft.spec, "hostname", platform);
  removeField(draft, draft.spec, "subdomain", platform);
  expect(draft.spec).toEqual({ containers: [] });
  setField(draft, draft.spec, "hostname", "b", task);
  expect(origins()).toEqual({ containers: "document", hostname: 'task [document "a"]' });
});

test("a template goes under what stands", () => {
  const { draft, origins } = begin();
  setField(draft, draft.spec, "hostname", "mine", task);
  appendItems(draft, draft.spec, "containers", [{ name: "main" }], task);
  laySpecOver(
    draft,
    { value: { hostname: "theirs", subdomain: "theirs", containers: [] }, origin: document },
    "flyte-2.0",
  );
  expect(draft.spec).toEqual({ hostname: "mine", subdomain: "theirs", containers: [{ name: "main" }] });
  expect(origins()).toEqual({
    hostname: 'task [document "theirs"]',
    subdomain: "document",
    "containers.0.name": "task",
  });
});
