import { renderProblem } from "@podwright/core";
import { prefixed } from "../output/prefixed-stream.ts";
import { quietView } from "../output/quiet-view.ts";
import { plainStyle } from "../output/style.ts";
import type { TextSink } from "../shell.ts";
import type { ManyView } from "./many-view.ts";
import { renderResult } from "./result-text.ts";

/** Nothing but what went wrong, with its task in front. */
export function quietManyView(sink: TextSink): ManyView {
  const of = (label: string): TextSink => prefixed(sink, `${label} | `);
  return {
    task: (label) => quietView(of(label)),
    ended: (result) => {
      if (result.verdict.verdict !== "succeeded") of(result.label).write(`${renderResult(result, plainStyle)}\n`);
    },
    warn: (problem) => void sink.write(`${renderProblem(problem)}\n`),
    note: () => {},
    end: () => {},
  };
}
