import type { Judge } from "../judged-change.ts";

/** What `podwright run --engine kubernetes` notes on its Pods. */
export const ownRun: Judge = ({ name, kind }) =>
  kind === "added" && notes.test(name) ? { author: "execution", evidence: "podwright run notes it on its Pods" } : null;

const notes =
  /^metadata\.(labels|annotations)\["(app\.kubernetes\.io\/managed-by|podwright\.dev\/(run|owner|kept|detached|submission|version|semantics|primary-container|output-prefix|outputs|interface|grace-periods))"\]$/;
