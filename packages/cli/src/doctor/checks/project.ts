import { findProject } from "../../project/find-project.ts";
import { type Check, ok, skipped } from "../check.ts";
import { problemFinding } from "../problem-finding.ts";

/** podwright.yaml: found, readable, its paths leading somewhere. */
export const projectCheck: Check = {
  name: "project",
  run: async ({ settings, options, workingDirectory }) => {
    if (options.project === false) return skipped("--no-project was given");
    const file = options.project ?? (await findProject(workingDirectory));
    if (file === undefined)
      return skipped("no podwright.yaml here or above in this repository; it saves flags (docs/project.md)");
    const read = await settings();
    if (!read.ok) {
      const [first, ...more] = read.problems;
      const finding = problemFinding(first);
      return { ...finding, details: [...(finding.details ?? []), ...more.map(({ what }) => `also   ${what}`)] };
    }
    const [warning] = read.warnings;
    if (warning) return problemFinding(warning, "warning");
    const { semantics, store, config = [], file: manifests = [] } = read.value;
    const said = [
      semantics && `semantics ${semantics}`,
      store && `store ${store}`,
      `config ${config.join(", ") || "none"}`,
      `manifests ${manifests.join(", ") || "none"}`,
    ];
    return ok(file, [said.filter(Boolean).join("; ")]);
  },
};
