import { catalogue, exitCodeOf, type ProblemCode } from "@podwright/core";

const head = `# Errors

Generated from \`packages/core/src/problem/catalogue.ts\` by \`npm run generate\`. Do not edit.

What Podwright cannot do, or does otherwise than its reader would think, it says as a *problem*: a code, what is wrong, where, and how
to mend it. A problem ends the process with the exit code below; a warning ends nothing.

| exit code | means |
| --- | --- |
| 0 | it is done |
| 1 | the Pod failed (the task, or its copilot inside the Pod) |
| 2 | the command line is not one that the command takes |
| 3 | a file or a value that was given is wrong |
| 4 | podwright itself could not reach the store or start the engine |
| 70 | a bug in Podwright: the stack trace stands beside it |
| 130 | interrupted, as by Ctrl-C |

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
