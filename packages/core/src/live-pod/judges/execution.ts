import { documents } from "../../compose/documents.ts";
import type { Judge } from "../judged-change.ts";

/** Facts of the execution that a Pod does not tell: its own labels and annotations, the resources that it was given, and what stands for a placeholder. */
export const execution: Judge = ({ name, kind, before }, { unknownFacts }) => {
  const source = before?.origin.source;
  const fact = String(source?.path[0] ?? "");
  if (
    source?.document === documents.execution &&
    (unknownFacts.includes(fact) || unknownFacts.includes(source.path.join(".")))
  )
    return { author: "execution", evidence: `the Pod does not tell the fact ${fact}: give it with --execution` };
  if (source?.document === documents.environment)
    return { author: "execution", evidence: `Flyte's own environment holds ${fact}, which is not read` };
  if (kind === "added" && /^metadata\.(labels|annotations)\b/.test(name))
    return {
      author: "execution",
      evidence: "executions bring labels and annotations of their own; a webhook may have added it too",
    };
  if (/\.resources\b/.test(name))
    return {
      author: "execution",
      evidence: "an execution's overrides and the platform's own defaults and limits of resources are not told",
    };
  return null;
};
