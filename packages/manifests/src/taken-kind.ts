import { didYouMean } from "@podwright/core";

/** The kind that a misspelt one was meant to be, whatever the case of its letters; undefined for other kinds. */
export function meantKind(kind: string, kinds: readonly string[]): string | undefined {
  return others.has(kind) ? undefined : didYouMean(kind, kinds);
}

/** Whether a text speaks of one of the kinds, misspelt or not, or of a List of them: said before it is parsed, as most files of a repository are none of ours. */
export function mentionsKind(text: string, kinds: readonly string[]): boolean {
  const named = [...kinds, "List"];
  const mentioned = [...text.matchAll(/\bkind["']?\s*:\s*["']?([A-Za-z]+)/gi)].map(([, kind = ""]) => kind);
  return [...new Set(mentioned)].some((kind) => meantKind(kind, named) !== undefined);
}

/** What comes near in letters and is a kind of its own: a kubeconfig's, and OpenShift's. */
const others: ReadonlySet<string> = new Set(["Config", "Template"]);
