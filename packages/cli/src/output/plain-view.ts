import { renderProblem } from "@podwright/core";
import type { RunEvent } from "@podwright/runner";
import type { TextSink } from "../shell.ts";
import { readLogLine } from "./log-line.ts";
import { renderNotice } from "./notice-text.ts";
import { rememberCauses } from "./remember-causes.ts";
import type { RunView } from "./run-view.ts";
import { renderRunTime, renderState } from "./state-text.ts";
import { renderTransfer } from "./transfer-text.ts";
import { initialView, nextView, type ViewState } from "./view-state.ts";

/** Between two lines on the progress of one transfer. */
const progressIntervalMs = 2000;

/** A line for each thing that happens: for files, pipes and CI. */
export function plainView(stream: TextSink): RunView {
  let view: ViewState = [];
  const standings = new Set<string>();
  const withoutRepeats = rememberCauses();
  const lastProgress = new Map<string, number>();
  const write = (text: string): void => void stream.write(`${text}\n`);
  const showState = (event: Extract<RunEvent, { type: "container" }>): void => {
    const container = view.find(({ name }) => name === event.container);
    const time =
      container && event.state.phase === "terminated"
        ? renderRunTime({ ...container, endedAt: event.at }, event.at)
        : undefined;
    const after = time === undefined ? "" : ` after ${time}`;
    if (event.state.phase !== "waiting" || event.state.reason !== "PodInitializing") {
      write(`${event.container} (${event.role}): ${renderState(event.state)}${after}`);
    }
  };
  const showLog = ({ container, line, at }: Extract<RunEvent, { type: "log" }>): void => {
    const read = readLogLine(line);
    if (read.kind === "text") {
      const text = `${read.level === "info" ? "" : `${read.level}: `}${read.text}`;
      write(text === "" ? `[${container}]` : `[${container}] ${text}`);
    } else if (at.getTime() - (lastProgress.get(container) ?? -progressIntervalMs) >= progressIntervalMs) {
      lastProgress.set(container, at.getTime());
      if (read.progress.doneBytes > 0) write(`[${container}] ${renderTransfer(read.progress)}`);
    }
  };
  return {
    begin: (pod) => {
      view = initialView(pod);
    },
    show: (event) => {
      view = nextView(view, event);
      if (event.type === "problem") write(renderProblem(event.problem));
      else if (event.type === "container") showState(event);
      else if (event.type === "log") showLog(event);
      else if (event.type === "notice") write(withoutRepeats(renderNotice(event)));
    },
    stands: (text) => {
      const short = withoutRepeats(text);
      if (text !== "" && !standings.has(short)) write(short);
      standings.add(text).add(short);
    },
    warn: (problem) => write(renderProblem(problem)),
    note: write,
    end: () => {},
  };
}
