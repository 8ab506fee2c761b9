import { renderProblem } from "@podwright/core";
import type { TextSink } from "../shell.ts";
import type { RunView } from "./run-view.ts";

/** Nothing but problems. */
export function quietView(sink: TextSink): RunView {
  return {
    begin: () => {},
    show: (event) => {
      if (event.type === "problem") sink.write(`${renderProblem(event.problem)}\n`);
    },
    stands: () => {},
    warn: (problem) => void sink.write(`${renderProblem(problem)}\n`),
    note: () => {},
    end: () => {},
  };
}
