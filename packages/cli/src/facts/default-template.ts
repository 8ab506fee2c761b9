import { type FlyteConfig, type Problem, printable } from "@podwright/core";
import type { Settings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";
import type { Sources } from "./gather-sources.ts";

/**
 * Flyte applies the PodTemplate that the task names, else the platform's default (`default-pod-template-name`).
 * Where no config is given there is no platform to ask: then the only PodTemplate of the manifests is its default, and stderr says so.
 * Warns of a PodTemplate that neither names: it has no effect.
 */
export function withDefaultTemplate(
  { task, config, manifests }: Sources,
  settings: Pick<Settings, "config">,
  shell: Pick<Shell, "stderr" | "warn">,
): FlyteConfig {
  const named = [task.template.metadata?.podTemplateName, config.config["default-pod-template-name"]].filter(Boolean);
  const names = [...new Set(manifests.podTemplates.map(({ template }) => template.metadata?.name ?? ""))];
  const [only] = names;
  if (settings.config === undefined && named.length === 0 && only !== undefined && names.length === 1) {
    shell.stderr.write(
      `applying PodTemplate ${printable(only)}, the only one (a --config would name it default-pod-template-name)\n`,
    );
    return { ...config, config: { ...config.config, "default-pod-template-name": only } };
  }
  const [served] = named;
  const why = whyUnused(
    served,
    names,
    task.template.metadata?.podTemplateName ? "the task names" : "the config's default is",
  );
  for (const { document, template } of manifests.podTemplates) {
    const { name = "" } = template.metadata ?? {};
    if (name !== served) shell.warn(unused(name, why, document));
  }
  return config;
}

function whyUnused(served: string | undefined, names: readonly string[], namer: string): string {
  if (served === undefined) return "nothing names it";
  return `${namer} ${served}${names.includes(served) ? "" : ", which is not given"}`;
}

function unused(name: string, why: string, document: string): Problem {
  return {
    code: "POD_TEMPLATE_UNUSED",
    severity: "warning",
    what: `PodTemplate ${name} has no effect on this task: ${why}`,
    where: document,
    fix: `name it in the task (pod_template_name) or in the config (plugins.k8s.default-pod-template-name: ${name})`,
  };
}
