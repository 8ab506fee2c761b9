import { templateContainerNames } from "../../flyte/wire-strings.ts";
import type { LintRule } from "../lint-rule.ts";
import { templateContainers } from "../template-containers.ts";

/** `primary-init` where it never applies. */
export const primaryInit: LintRule = {
  id: "primary-init",
  codes: ["PRIMARY_INIT_NEVER_APPLIES"],
  summary: "A template's `primary-init` never applies under these semantics.",
  help: `Flyte 2.0 knows the name and never says which init container is the primary one, so \`primary-init\` shapes none. In Flyte 1.16 and under \`podwright\`
it shapes the copilot's downloader, and \`uploader-trust\` looks at whether the uploader got what it needs as well.`,
  findingsOf: ({ podTemplates, semantics }) =>
    semantics !== "flyte-2.0"
      ? []
      : podTemplates.flatMap((template) =>
          templateContainers(template)
            .filter(({ list, container }) => list === "initContainers" && container.name === name)
            .map(({ place }) => ({
              severity: "warning",
              code: "PRIMARY_INIT_NEVER_APPLIES",
              what: `the template's init container ${name} shapes nothing: in Flyte 2.0 no init container is ever the primary one`,
              where: { ...place, path: [...place.path, "name"] },
              fix: `name it ${templateContainerNames.defaultInit}, which shapes every init container, or as the init container that it is meant for`,
            })),
        ),
};

const name = templateContainerNames.primaryInit;
