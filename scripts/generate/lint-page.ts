import { existsSync, readdirSync, readFileSync } from "node:fs";
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
  const examples = readdirSync(folder).filter((name) => /^bad.*\.yaml$/.test(name));
  const want = readFileSync(join(folder, "want.txt"), "utf8").trimEnd();
  return `
### ${id}

${summary} Codes: ${codes.map((code) => `\`${code}\``).join(", ")}.

${help}

${examples.map((name) => yamlBlock(join(folder, name))).join("\n")}

\`\`\`
${want}
\`\`\`
`;
}

function yamlBlock(file: string): string {
  return `\`\`\`yaml\n${readFileSync(file, "utf8").trimEnd()}\n\`\`\`\n`;
}
