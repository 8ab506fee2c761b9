import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type LintRule, lintRules } from "@podwright/core";

/** docs/lint.md: how to lint, and every rule with its example from testdata/lint. */
export function lintPage(root: string): string {
  const head = readFileSync(join(root, "scripts/generate/lint-page-head.md"), "utf8");
  const table = lintRules
    .map(({ id, summary }) => `| [\`${id}\`](#${id}) | ${summary.replaceAll("|", "\\|")} |\n`)
    .join("");
  return (
    head.replace("<!-- rules -->\n", `| rule | finds |\n| --- | --- |\n${table}`) +
    lintRules.map((rule) => section(root, rule)).join("")
  );
}

function section(root: string, { id, summary, help, codes }: LintRule): string {
  const folder = join(root, "testdata/lint", id);
  if (!existsSync(folder)) throw new Error(`the rule ${id} has no example in testdata/lint`);
  const example = readFileSync(join(folder, "bad.yaml"), "utf8").trimEnd();
  const want = readFileSync(join(folder, "want.txt"), "utf8").trimEnd();
  return `
### ${id}

${summary} Codes: ${codes.map((code) => `\`${code}\``).join(", ")}.

${help}

\`\`\`yaml
${example}
\`\`\`

\`\`\`
${want}
\`\`\`
`;
}
