import { runMarks } from "../../kubernetes/run-marks.ts";
import type { Judge } from "../judged-change.ts";

/** What `podwright run --engine kubernetes` notes on its Pods. */
export const ownRun: Judge = ({ name, kind }) =>
  kind === "added" && notes.has(name) ? { author: "podwright", evidence: "podwright run notes it on its Pods" } : null;

const notes: ReadonlySet<string> = new Set(
  Object.values(runMarks).flatMap((mark) => [`metadata.labels["${mark}"]`, `metadata.annotations["${mark}"]`]),
);
