import type { Terminal } from "./log/terminal-progress.ts";
import type * as program from "./program.ts";
import type { Signals } from "./signals.ts";
import { loadBundle } from "./start/load-bundle.ts";
import { setV8Flags } from "./start/v8-flags.ts";
import { termWasSwallowed } from "./swallowed-term.ts";

/** The name of the program's file beside this one; the build puts it in. */
declare const programFile: string;

/**
 * The copilot's first act, before it loads anything: from here on no SIGTERM is lost (upstream listens only when config
 * and store stand). Node takes some 20 ms to come here; of a SIGTERM in that time `termWasSwallowed` tells.
 */
const signals = listenForSignals();
setV8Flags();
const { runProgram } = loadBundle(import.meta.dirname, programFile) as typeof program;
runProgram({
  argv: process.argv.slice(2),
  environment: process.env,
  signals,
  now: () => new Date(),
  writeOut: (text) => process.stdout.write(text),
  writeErr: (text) => process.stderr.write(text),
  terminal: stderrTerminal(),
}).then(process.exit);

function listenForSignals(): Signals {
  const stop = new AbortController();
  const interrupt = new AbortController();
  const end = () => stop.abort();
  // A Pod may name another signal for its end (lifecycle.stopSignal); nobody sends a container these for anything else.
  for (const name of ["SIGHUP", "SIGQUIT"] as const) process.on(name, end);
  if (termWasSwallowed(() => process.on("SIGTERM", end))) end();
  process.on("SIGINT", () => (stop.signal.aborted ? interrupt : stop).abort());
  // Whoever read our log may have gone: that must not end a transfer.
  process.stderr.on("error", () => {});
  process.stdout.on("error", () => {});
  return { stop: stop.signal, interrupt: interrupt.signal };
}

/** @source https://no-color.org */
function stderrTerminal(): Terminal | undefined {
  const { NO_COLOR: noColor, TERM: term } = process.env;
  if (!process.stderr.isTTY || term === "dumb") return undefined;
  return { columns: () => process.stderr.columns || 80, color: !noColor };
}
