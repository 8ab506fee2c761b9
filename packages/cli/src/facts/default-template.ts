import { type FlyteConfig, type Problem, printable, type SourcedPodTemplate } from "@podwright/core";
import type { Settings } from "../project/read-settings.ts";
import type { NotedShell } from "../shell.ts";
import { executionPlaceholders } from "./execution-placeholders.ts";
import type { Sources } from "./gather-sources.ts";
import { placeProblem } from "./place-problem.ts";

/**
 * Flyte applies the PodTemplate that the task names, else the platform's default (`default-pod-template-name`).
 * Where no config is given there is no platform to ask: then the only PodTemplate of the manifests is its default, and stderr says so.
 * Warns once of the PodTemplates of files that neither names: they have no effect.
 */
export function withDefaultTemplate(
  sources: Sources,
  settings: Pick<Settings, "flyteNamespace">,
  shell: NotedShell,
): FlyteConfig {
  const { task, config, manifests, isConfigured } = sources;
  const named = [task.template.metadata?.podTemplateName, config.config["default-pod-template-name"]].filter(Boolean);
  const names = [...new Set(manifests.podTemplates.map(({ template }) => template.metadata?.name ?? ""))];
  const [only] = names;
  if (!isConfigured && named.length === 0 && only !== undefined && names.length === 1) {
    const lookedIn = [executionNamespace(sources), settings.flyteNamespace];
    if (!manifests.podTemplates.some(({ template }) => lookedIn.includes(template.metadata?.namespace ?? ""))) {
      shell.warn(placeProblem(elsewhere(manifests.podTemplates, lookedIn), sources));
      return config;
    }
    shell.stderr.write(
      `applying PodTemplate ${printable(only)}, the only one (a --config would name it default-pod-template-name)\n`,
    );
    return { ...config, config: { ...config.config, "default-pod-template-name": only } };
  }
  const [served] = named;
  const ofCluster = new Set(sources.cluster.podTemplates.map(({ document }) => document));
  const unserved = manifests.podTemplates.filter(
    ({ document, template }) => (template.metadata?.name ?? "") !== served && !ofCluster.has(document),
  );
  const namer = task.template.metadata?.podTemplateName ? "the task names" : "the config's default is";
  const isGiven = served !== undefined && names.includes(served);
  const why = served && `${namer} ${served}${isGiven ? "" : ", which is not given"}`;
  if (unserved.length > 0)
    shell.warn(unused(unserved, why ?? `nothing names ${unserved.length === 1 ? "it" : "them"}`));
  return config;
}

function executionNamespace({ taskId, execution }: Sources): string {
  return { ...executionPlaceholders(taskId), ...execution }.namespace;
}

/** What would be the default if it were where Flyte looks. */
function elsewhere(templates: readonly SourcedPodTemplate[], lookedIn: readonly string[]): Problem {
  const [first] = templates;
  const namespaces = [...new Set(templates.map(({ template }) => template.metadata?.namespace ?? ""))];
  const [namespace = ""] = namespaces;
  return {
    code: "POD_TEMPLATE_UNUSED",
    severity: "warning",
    what: `PodTemplate ${first?.template.metadata?.name}, the only one given, has no effect on this task: it stands in namespace ${listed(namespaces)}, where Flyte does not look`,
    where: `${first?.document}, metadata.namespace`,
    fix: `put it into ${[...new Set(lookedIn)].join(" or ")}; or, if the task runs in ${namespace}, say so in the file of --execution (namespace: ${namespace})`,
  };
}

function unused(templates: readonly SourcedPodTemplate[], why: string): Problem {
  const names = templates.map(({ template }) => template.metadata?.name ?? "");
  const one = templates.length === 1;
  const shown = listed(names);
  return {
    code: "POD_TEMPLATE_UNUSED",
    severity: "warning",
    what: `${one ? "PodTemplate" : "PodTemplates"} ${shown} ${one ? "has" : "have"} no effect on this task: ${why}`,
    where: listed([...new Set(templates.map(({ document }) => document))]),
    fix: `name ${one ? "it" : "one"} in the task (pod_template_name) or in the config (plugins.k8s.default-pod-template-name: ${one ? shown : "NAME"})`,
  };
}

/** A folder may hold hundreds, and a few show what is meant. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
