import { expect, test } from "vitest";
import { mergeKeyedList } from "./keyed-list.ts";
import { type KeyedListRule, keyedRules } from "./keyed-rules.ts";
import { createTraceRecorder } from "./trace-recorder.ts";

const task = { layer: "task", source: { document: "task", path: ["envFrom"] } };
const template = { layer: "pod-template", source: { document: "template", path: ["envFrom"] } };
const envFrom = keyedRules("corev1.Container").get("envFrom") as KeyedListRule;

test("a block of variables that a higher layer names again moves behind the others and replaces the lower one", () => {
  const recorder = createTraceRecorder();
  const low = [
    { secretRef: { name: "a", optional: true } },
    { secretRef: { name: "b" } },
    { secretRef: { name: "a", optional: false } },
  ];
  const high = [{ secretRef: { name: "a" } }];
  const merged = mergeKeyedList(recorder, envFrom, { items: low, origin: template }, { items: high, origin: task });
  expect(merged).toEqual([{ secretRef: { name: "b" } }, { secretRef: { name: "a" } }]);
  const moved = recorder.traceOf(merged, { layer: "nobody" }).find(({ path }) => path[0] === 1);
  expect({
    origin: moved?.origin.source?.path,
    overrode: moved?.overrode.map(({ value, origin, reason }) => [origin.source?.path.join("."), value, reason]),
  }).toEqual({
    origin: ["envFrom", 0, "secretRef", "name"],
    overrode: [
      ["envFrom.2.secretRef.name", "a", "replaced"],
      ["envFrom.0.secretRef.name", "a", "replaced"],
      ["envFrom.2.secretRef.optional", false, "replaced"],
      ["envFrom.0.secretRef.optional", true, "replaced"],
    ],
  });
});
