import type { Completion } from "./complete.ts";

/** What a shell is told beside the candidates, as bits. @source spf13/cobra v1.9 completions.go ShellCompDirective */
const directives = { goesOn: 2, noFiles: 4, byExtension: 8, foldersOnly: 16 } as const;

/**
 * A completion as Cobra's programs print it to shells' scripts, kubectl's among them: a candidate a line with its description behind a tab
 * then the directive behind a colon. Where files are asked for, their extensions stand behind the candidates: what has a description is no extension to our
 * scripts; Cobra's take all of it for extensions.
 * @source spf13/cobra v1.9 completions.go, initCompleteCmd
 */
export function renderCompletion({ candidates, files, goesOn }: Completion): string {
  const words = candidates.map(({ value, description }) => (description ? `${value}\t${description}` : value));
  const lines = Array.isArray(files) ? [...words, ...files] : words;
  return [...lines, `:${directiveOf(files) + (goesOn ? directives.goesOn : 0)}`, ""].join("\n");
}

function directiveOf(files: Completion["files"]): number {
  if (files === undefined) return directives.noFiles;
  if (files === "all") return 0;
  return files === "folders" ? directives.foldersOnly : directives.byExtension;
}
