import { catalogue, exitCodeMeanings, exitCodeOf, type ProblemCode } from "@podwright/core";

const head = `# Errors

Generated from \`packages/core/src/problem/catalogue.ts\` by \`npm run generate\`. Do not edit.

What Podwright cannot do, or does otherwise than its reader would think, it says as a *problem*: a code, what is wrong, where, and how
to mend it. A problem ends \`podwright\` with the exit code below (the copilot has [its own](copilot.md#exit-codes)); a warning ends
nothing, unless an option such as \`--strict\` makes an error of it: then the exit code is 3.

| exit code | means |
| --- | --- |
${exitCodeMeanings.map(([code, meaning]) => `| ${code} | ${meaning} |\n`).join("")}
| code | exit code | means |
| --- | --- | --- |
`;

/** docs/errors.md: every code of the catalogue with its exit code and meaning. */
export function errorsPage(): string {
  const rows = (Object.keys(catalogue) as ProblemCode[]).map((code) => {
    const exitCode = catalogue[code].exit === "warning" ? "warning" : String(exitCodeOf([{ code }]));
    return `| \`${code}\` | ${exitCode} | ${catalogue[code].means.replaceAll("|", "\\|")} |\n`;
  });
  return head + rows.join("");
}
