import { exitCodeOf, exitCodes, type Problem, ProblemError, renderProblem } from "@podwright/core";
import { type Command, CommanderError } from "commander";
import { completeLine } from "../completion/complete-line.ts";
import type { Shell } from "../shell.ts";
import { expandedPattern, expandedPatternProblem } from "./expanded-pattern.ts";
import { operandAfterFiles } from "./operand-after-files.ts";
import { buildProgram } from "./program.ts";
import { usageProblem } from "./usage-problem.ts";

/** Runs one command line to its end. Problems go to stderr; any other error is a bug, and keeps its stack. @returns the exit code */
export async function runCommandLine(args: readonly string[], shell: Shell): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = buildProgram(shell, args, (code) => {
    exitCode = code;
  });
  try {
    if (args[0] === "__complete") {
      await completeLine(args.slice(1), program, shell);
      return exitCode;
    }
    await heedExpandedPattern(args, shell);
    await program.parseAsync(withHelpVerb(withVerbFirst(args), program), { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.ok;
      if (error.code === "commander.help") return exitCodes.usage;
      return fail([usageProblem(error, program, args)], shell);
    }
    if (error instanceof ProblemError)
      return fail(
        error.problems.map((problem) => operandAfterFiles(problem, program, args)),
        shell,
      );
    shell.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.bug;
  }
}

const leading = ["--kubeconfig", "--context", "--namespace", "-n"];

/** As with kubectl, the flags that name a cluster may stand before the verb. */
function withVerbFirst(args: readonly string[]): readonly string[] {
  const flag = args[0]?.replace(/=.*/, "") ?? "";
  if (!leading.includes(flag)) return args;
  const size = args[0] === flag ? 2 : 1;
  const [verb, ...rest] = withVerbFirst(args.slice(size));
  return verb === undefined ? args : [verb, ...args.slice(0, size), ...rest];
}

/** `help run` is `run --help`, and `help` alone is `--help`. */
function withHelpVerb(args: readonly string[], program: Command): readonly string[] {
  const [first, verb = "--help"] = args;
  if (first !== "help") return args;
  return program.commands.some((command) => command.name() === verb) ? [verb, "--help"] : [verb];
}

/** All verbs take one config, but for diff, which compares two. */
async function heedExpandedPattern(args: readonly string[], shell: Shell): Promise<void> {
  const expanded = await expandedPattern(args);
  if (!expanded) return;
  if (args[0] !== "diff") throw new ProblemError([expandedPatternProblem(expanded)]);
  const { files, pattern } = expanded;
  const told = `note: --config ${files.join(" ")} gives ${files.length} configs to compare`;
  shell.stderr.write(`${told}; to give them as one config, quote the pattern: --config '${pattern}'\n`);
}

function fail(problems: readonly Problem[], shell: Shell): number {
  shell.stderr.write(`${problems.map(renderProblem).join("\n")}\n`);
  return exitCodeOf(problems);
}
