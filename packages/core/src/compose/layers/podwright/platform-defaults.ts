import { setDefault } from "../../../merge/write-field.ts";
import type { Layer } from "../../layer.ts";
import { isSidecarJob } from "../../raw-pod/sidecar-job.ts";

/** Flyte's own choices where nobody else has made one: no service links, and the end of the log as a container's last words. */
export const platformDefaults: Layer = {
  name: "platform-defaults",
  apply(draft, { task }) {
    const own = { layer: platformDefaults.name };
    if (!isSidecarJob(task)) setDefault(draft, draft.spec, "enableServiceLinks", false, own);
    if (task.target.case !== "container") return;
    for (const container of draft.spec.containers)
      if (container.name === draft.primaryContainerName)
        setDefault(draft, container, "terminationMessagePolicy", "FallbackToLogsOnError", own);
  },
};
