import type { Pod } from "../kubernetes/types.ts";
import type { TaskLog } from "./phase-info.ts";
import type { LogRules } from "./phase-rules.ts";

/**
 * The links to the log of a Pod's first container: with Flyte's defaults one, to the Kubernetes dashboard.
 * @returns undefined if Flyte gives none yet
 * @source tasks/logs/logging_utils.go GetLogsForContainerInPod, flyteorg/flyte v1.16.8 and v2.0.43
 */
export function taskLogs({ metadata, spec, status }: Pod, rules: LogRules): readonly TaskLog[] | undefined {
  const hasStatus = (status?.containerStatuses ?? []).length > 0;
  if (!spec?.containers?.length || !(hasStatus || rules.beforeStatus)) return undefined;
  const uri = render(kubernetesTemplate, { podName: metadata?.name, namespace: metadata?.namespace });
  const name = `Kubernetes Logs${rules.nameSuffix}`;
  return [{ uri, name, messageFormat: "JSON", ...(rules.marksReady && { ready: true }) }];
}

/** @source tasks/logs/config.go DefaultConfig, flyteorg/flyte v1.16.8 and v2.0.43 */
const kubernetesTemplate =
  "http://localhost:30082/#!/log/{{ .namespace }}/{{ .podName }}/pod?namespace={{ .namespace }}";

/**
 * Puts values in for `{{ .name }}`; an empty value leaves the braces.
 * @source pluginmachinery/tasklog/template.go replaceAll, flyteorg/flyte v2.0.43
 */
function render(template: string, values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => (value ? text.replaceAll(`{{ .${name} }}`, () => value) : text),
    template,
  );
}
