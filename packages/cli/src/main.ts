import { readFileSync } from "node:fs";
import { exitCodeOf, exitCodes, ProblemError, renderProblem } from "@podwright/core";
import { CommanderError } from "commander";
import { buildProgram } from "./command-line/program.ts";
import { usageProblem } from "./command-line/usage-problem.ts";
import type { Shell } from "./shell.ts";

const interrupt = new AbortController();
const hasten = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => (interrupt.signal.aborted ? hasten : interrupt).abort());
}
/** Whoever read the output may have gone (`| head`): that is no error, and must not end a run. */
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const args = process.argv.slice(2);
const shell: Shell = {
  environment: process.env,
  workingDirectory: process.cwd(),
  version: packageVersion(),
  stdout: process.stdout,
  stderr: process.stderr,
  interrupted: interrupt.signal,
  hastened: hasten.signal,
  warn: (problem) => process.stderr.write(`${renderProblem(problem)}\n`),
};
process.exitCode = await runCommandLine();

async function runCommandLine(): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = buildProgram(shell, args, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.ok;
      if (error.code === "commander.help") return exitCodes.usage;
      return fail([usageProblem(error, program, args)]);
    }
    if (error instanceof ProblemError) return fail(error.problems);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.bug;
  }
}

function fail(problems: ProblemError["problems"]): number {
  process.stderr.write(`${problems.map(renderProblem).join("\n")}\n`);
  return exitCodeOf(problems);
}

/** The same from src/ and from dist/. */
function packageVersion(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}
