import { addCopilot } from "../../copilot/add-copilot.ts";
import { copilotLayer } from "../../copilot/copilot-origins.ts";
import { connectionArguments } from "../../copilot/storage-arguments.ts";
import type { Layer } from "../../layer.ts";

/**
 * As Flyte 2's layer of this name; but without a stow config the store is the `connection`, and the downloader, which is not told how files
 * are laid out, is the init container that `primary-init` serves.
 * @problems QUANTITY_INVALID
 * @source flytek8s/copilot.go AddCoPilotToContainer and AddCoPilotToPod, flyteorg/flyte v1.16.8
 */
export const coPilot: Layer = {
  name: copilotLayer,
  apply(draft, facts) {
    addCopilot(draft, facts, {
      storageArguments: connectionArguments,
      fileInputLayout: false,
      sortsVariables: true,
      primaryDownloader: true,
    });
  },
};
