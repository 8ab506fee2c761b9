import type { LintedPod } from "../lint-context.ts";
import type { LintRule } from "../lint-rule.ts";

/** Templates that serve none of the given tasks. */
export const templateUnused: LintRule = {
  id: "template-unused",
  codes: ["POD_TEMPLATE_UNUSED"],
  summary: "A PodTemplate serves none of the tasks that were given.",
  help: `Flyte applies the PodTemplate that the task names (\`pod_template_name\`), else the platform's default (\`default-pod-template-name\`), else none, and says nothing
about a name that it does not find, or that is in another namespace than the task's and its own. Such a template is linted with a stand-in task. Without tasks there is no finding.`,
  findingsOf: ({ podTemplates, pods, platform }) => {
    if (!pods.some(({ task }) => task !== undefined)) return [];
    const served = new Set(pods.filter(isServed).map(({ template }) => template));
    return podTemplates
      .filter((each) => !served.has(each))
      .map((unused) => {
        const { name, namespace } = unused.template.metadata ?? {};
        const lookedIn = pods.find(({ template }) => template === unused)?.lookedIn?.join(" and ");
        const why = lookedIn
          ? `it is in namespace ${namespace}, and Flyte looks in ${lookedIn}`
          : `none names it, and ${defaultText(platform.config["default-pod-template-name"])}`;
        return {
          severity: "information",
          code: "POD_TEMPLATE_UNUSED",
          what: `no task is served by PodTemplate ${name}: ${why}`,
          where: { document: unused.document, path: ["metadata", lookedIn ? "namespace" : "name"] },
          fix: lookedIn
            ? "put it into one of these namespaces, or say in the execution file (--execution) in which one the task runs"
            : `name it in the task (pod_template_name) or in the config (plugins.k8s.default-pod-template-name: ${name})`,
        };
      });
  },
};

function isServed({ task, lookedIn }: LintedPod): boolean {
  return task !== undefined && lookedIn === undefined;
}

function defaultText(name: string): string {
  return name === "" ? "no default is configured" : `the config's default is ${name}`;
}
