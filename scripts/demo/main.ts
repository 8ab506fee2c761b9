import { exitCodeOf, ProblemError, renderProblem } from "@podwright/core";
import { createNarrator } from "./narrator.ts";
import { readOptions } from "./read-options.ts";
import { tellTheStory } from "./story.ts";

/** `npm run demo [-- --port N --verbose]`. Ends with 0 only when both halves went as they should. */
const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());
// Who reads may have read enough (`npm run demo | head`): that ends the demo as Ctrl-C does.
process.stdout.on("error", () => interrupted.abort());

const narrator = createNarrator(process.stdout, process.stdout.isTTY && !process.env.NO_COLOR);
try {
  const went = await tellTheStory({
    narrator,
    ...readOptions(process.argv.slice(2)),
    environment: process.env,
    signal: interrupted.signal,
  });
  process.exitCode = interrupted.signal.aborted ? 130 : went ? 0 : 1;
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  console.error(error.problems.map(renderProblem).join("\n"));
  process.exitCode = exitCodeOf(error.problems);
}
