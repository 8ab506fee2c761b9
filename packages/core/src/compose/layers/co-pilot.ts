import { addCopilot } from "../copilot/add-copilot.ts";
import { copilotLayer } from "../copilot/copilot-origins.ts";
import { storageArguments } from "../copilot/storage-arguments.ts";
import type { Layer } from "../layer.ts";

/**
 * Brings the inputs of a container that knows nothing of Flyte into a volume, and its outputs out of another.
 * @problems QUANTITY_INVALID, COPILOT_STORAGE_MISSING
 * @source flytek8s/copilot.go AddCoPilotToContainer and AddCoPilotToPod, flyteorg/flyte v2.0.43
 */
export const coPilot: Layer = {
  name: copilotLayer,
  apply(draft, facts) {
    const rules = {
      storageArguments,
      fileInputLayout: true,
      sortsVariables: false,
      primaryDownloader: false,
    };
    addCopilot(draft, facts, rules);
  },
};
