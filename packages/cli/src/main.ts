import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { renderProblem } from "@podwright/core";
import { runCommandLine } from "./command-line/run-command-line.ts";
import type { Shell } from "./shell.ts";

const interrupt = new AbortController();
const hasten = new AbortController();
/** The first asks to stop, the second hastens, the third waits for nothing. */
function onSignal(signal: NodeJS.Signals): void {
  if (hasten.signal.aborted) process.exit(130);
  (interrupt.signal.aborted ? hasten : interrupt).abort(signal);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
/** Whoever read the output may have gone (`| head`): that is no error, and must not end a run. */
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const [, calledAs = "", ...given] = process.argv;
const calls = calledBy(basename(calledAs));
/** Not awaited: what is loaded later imports from this file, which must have been evaluated by then. */
void runCommandLine([...calls.first, ...given], {
  programName: calls.programName,
  environment: process.env,
  workingDirectory: process.cwd(),
  version: packageVersion(),
  stdout: process.stdout,
  stderr: process.stderr,
  get stdin() {
    return process.stdin;
  },
  interrupted: interrupt.signal,
  hastened: hasten.signal,
  warn: (problem) => process.stderr.write(`${renderProblem(problem)}\n`),
}).then((exitCode) => {
  process.exitCode = exitCode;
});

/** kubectl finds its plugins by the names of files: `kubectl-podwright`, and `kubectl_complete-podwright` for completion. */
function calledBy(name: string): { readonly programName: Shell["programName"]; readonly first: readonly string[] } {
  if (name === "kubectl_complete-podwright") return { programName: "kubectl podwright", first: ["__complete"] };
  return { programName: name === "kubectl-podwright" ? "kubectl podwright" : "podwright", first: [] };
}

/** The same from src/ and from dist/. */
function packageVersion(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}
