import { renderProblem } from "@podwright/core";
import { plainView } from "../output/plain-view.ts";
import { prefixed } from "../output/prefixed-stream.ts";
import { plainStyle } from "../output/style.ts";
import type { TextSink } from "../shell.ts";
import type { ManyView } from "./many-view.ts";
import { renderResult } from "./result-text.ts";

/** A line for each thing that happens, each with its task in front: for files, pipes and CI. */
export function plainManyView(sink: TextSink): ManyView {
  const of = (label: string): TextSink => prefixed(sink, `${label} | `);
  return {
    task: (label) => plainView(of(label)),
    ended: (result) => void of(result.label).write(`${renderResult(result, plainStyle)}\n`),
    warn: (problem) => void sink.write(`${renderProblem(problem)}\n`),
    note: (text) => void sink.write(`${text}\n`),
    end: () => {},
  };
}
