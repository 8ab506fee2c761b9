import { expect, test } from "vitest";
import type { Container } from "../kubernetes/types.ts";
import { mergeOverlay } from "./merge-overlay.ts";
import { silentRecorder } from "./recorder.ts";
import { createTraceRecorder } from "./trace-recorder.ts";

const adding = (name: string, capability: string): Container => ({
  name,
  securityContext: { capabilities: { add: [capability] } },
});

const sources = (base: readonly Container[], overlay: readonly Container[]) =>
  [
    { value: { containers: [...base] }, origin: { layer: "base", source: { document: "base", path: [] } } },
    { value: { containers: [...overlay] }, origin: { layer: "overlay", source: { document: "overlay", path: [] } } },
  ] as const;

test("an overlay's container of no container's name is dropped, and its own is laid over each", () => {
  const [base, overlay] = sources([{ name: "main", image: "a" }], [adding("other", "A"), { name: "main", image: "b" }]);
  expect(mergeOverlay(silentRecorder, base, overlay)).toEqual({ containers: [{ name: "main", image: "b" }] });
});

test("containers of one name come to share what an overlay brings by pointer, and see what is added to it later", () => {
  const overlays = [adding("side", "A"), adding("side", "B")];
  const [base, overlay] = sources([{ name: "side" }, adding("side", "C")], overlays);
  const want = {
    containers: [
      { name: "side", securityContext: { capabilities: { add: ["A", "B"] } } },
      { name: "side", securityContext: { capabilities: { add: ["C", "A", "B", "B"] } } },
    ],
  };
  expect(mergeOverlay(silentRecorder, base, overlay)).toEqual(want);
  expect(mergeOverlay(createTraceRecorder(), base, overlay)).toEqual(want);
  expect(overlays).toEqual([adding("side", "A"), adding("side", "B")]);
});
