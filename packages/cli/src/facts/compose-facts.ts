import type { Facts } from "@podwright/core";
import type { Settings } from "../project/read-settings.ts";
import type { NotedShell, Shell } from "../shell.ts";
import { withDefaultTemplate } from "./default-template.ts";
import { environmentOf } from "./environment-of.ts";
import { executionPlaceholders } from "./execution-placeholders.ts";
import type { Sources } from "./gather-sources.ts";
import { placeholderStorage } from "./placeholder-storage.ts";

/** The facts of a Pod that nobody runs: what no file says of the execution has fixed values (`executionPlaceholders`). */
export function composeFacts(
  sources: Sources,
  settings: Pick<Settings, "flyteNamespace">,
  shell: Pick<Shell, "environment"> & NotedShell,
): Facts {
  const { task, taskId, execution, manifests } = sources;
  const { config, storage, literalOffloading } = withDefaultTemplate(sources, settings, shell);
  return {
    task: task.template,
    podTemplates: manifests.podTemplates,
    config,
    storage: placeholderStorage(storage, sources.isConfigured),
    execution: { ...executionPlaceholders(taskId), ...execution },
    environment: environmentOf(shell.environment),
    flyteNamespace: settings.flyteNamespace,
    ...(literalOffloading && { literalOffloading }),
  };
}
