import type { RunView } from "./run-view.ts";

/** Shows a run twice: `first` sees everything before `second`. */
export function bothViews(first: RunView, second: RunView): RunView {
  const both =
    <A extends unknown[]>(call: (view: RunView, ...args: A) => void) =>
    (...args: A): void => {
      call(first, ...args);
      call(second, ...args);
    };
  return {
    begin: both((view, pod) => view.begin(pod)),
    show: both((view, event) => view.show(event)),
    stands: both((view, text) => view.stands(text)),
    warn: both((view, problem) => view.warn(problem)),
    note: both((view, text) => view.note(text)),
    end: both((view) => view.end()),
  };
}
