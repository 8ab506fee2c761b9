import { type SemanticsName, semanticsNames } from "@podwright/core";
import type { Settings } from "../project/read-settings.ts";
import type { NotedShell } from "../shell.ts";

/** The semantics that a verb was told, or the default. Where no flag names it, stderr says which it is and who said so. */
export function chooseSemantics(
  { semantics, semanticsFrom }: Pick<Settings, "semantics" | "semanticsFrom">,
  shell: Pick<NotedShell, "stderr">,
): SemanticsName {
  if (semantics && semanticsFrom === undefined) return semantics;
  const [byDefault] = semanticsNames;
  const chosen = semantics ?? byDefault;
  shell.stderr.write(`composing by the rules of ${chosen} (${semanticsFrom ?? "the default of --semantics"})\n`);
  return chosen;
}
