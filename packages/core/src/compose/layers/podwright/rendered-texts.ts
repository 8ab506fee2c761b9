import type { Layer } from "../../layer.ts";
import { renderTexts } from "../../render-texts.ts";

/**
 * What Flyte knows of the execution, filled into command and args of the task's containers. A template's own texts stay as they are.
 * @problems TASK_INPUT_UNUSABLE
 */
export const renderedTexts: Layer = {
  name: "rendered-texts",
  apply(draft, facts) {
    const { initContainers = [], containers } = draft.spec;
    for (const container of [...initContainers, ...containers])
      if (!renderTexts(draft, facts, container, { layer: renderedTexts.name })) return;
  },
};
