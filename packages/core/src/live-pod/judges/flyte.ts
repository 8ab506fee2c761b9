import type { Judge } from "../judged-change.ts";

/** @source plugin_manager.go Finalize, flyteorg/flyte v2.0.43: the finalizer is taken away once the task has ended */
export const flyte: Judge = ({ name, kind, before }) =>
  kind === "removed" && /^metadata\.finalizers\b/.test(name) && JSON.stringify(before?.value).includes("flyte")
    ? { author: "flyte", evidence: "Flyte takes its finalizer away once the task has ended" }
    : null;
