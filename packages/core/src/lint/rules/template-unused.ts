import type { LintRule } from "../lint-rule.ts";

/** Templates that serve none of the given tasks. */
export const templateUnused: LintRule = {
  id: "template-unused",
  codes: ["POD_TEMPLATE_UNUSED"],
  summary: "A PodTemplate serves none of the tasks that were given.",
  help: `Flyte applies the PodTemplate that the task names (\`pod_template_name\`), else the platform's default (\`default-pod-template-name\`), else none, and says nothing
about a name that it does not find. Such a template is linted with a stand-in task. Without tasks there is no finding.`,
  findingsOf: ({ podTemplates, pods, platform }) => {
    if (!pods.some(({ task }) => task !== undefined)) return [];
    const served = new Set(pods.filter(({ task }) => task !== undefined).map(({ template }) => template));
    return podTemplates
      .filter((each) => !served.has(each))
      .map(({ document, template }) => ({
        severity: "information",
        code: "POD_TEMPLATE_UNUSED",
        what: `no task is served by PodTemplate ${template.metadata?.name}: none names it, and ${defaultText(platform.config["default-pod-template-name"])}`,
        where: { document, path: ["metadata", "name"] },
        fix: `name it in the task (pod_template_name) or in the config (plugins.k8s.default-pod-template-name: ${template.metadata?.name})`,
      }));
  },
};

function defaultText(name: string): string {
  return name === "" ? "no default is configured" : `the config's default is ${name}`;
}
