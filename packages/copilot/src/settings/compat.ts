import { failure, type Result, success } from "@podwright/core";

/** Whose exit codes, error documents and settings the copilot has: its own (`none`) or upstream's. */
export type Compat = "none" | "flyte";

/** The variable of the environment that says it where `--compat` does not. */
const compatVariable = "PODWRIGHT_COMPAT";

/**
 * @param flag - what `--compat` says; undefined when it does not stand there
 * @problems USAGE
 */
export function readCompat(
  flag: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Result<Compat> {
  const text = flag ?? (environment[compatVariable] || "none");
  if (text === "none" || text === "flyte") return success(text);
  return failure({
    code: "USAGE",
    what: `nothing is compatible with ${JSON.stringify(text)}`,
    where: flag === undefined ? `the environment variable ${compatVariable}` : "--compat",
    fix: "say flyte, or none",
  });
}

/** The same of a command line that could not be read, for its exit code. */
export function compatOfMisread(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Compat {
  const at = argv.findLastIndex((argument) => argument === "--compat" || argument.startsWith("--compat="));
  const said = at < 0 ? undefined : argv[at] === "--compat" ? argv[at + 1] : argv[at]?.slice("--compat=".length);
  const compat = readCompat(said, environment);
  return compat.ok ? compat.value : "none";
}
