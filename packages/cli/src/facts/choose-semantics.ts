import type { SemanticsName } from "@podwright/core";
import { semanticsNames } from "../command-line/shared-options.ts";
import type { Shell } from "../shell.ts";

/** The semantics that the command line names, or the default, which stderr then says. */
export function chooseSemantics(named: SemanticsName | undefined, shell: Pick<Shell, "stderr">): SemanticsName {
  if (named) return named;
  const [byDefault] = semanticsNames;
  shell.stderr.write(`composing by the rules of ${byDefault} (the default of --semantics)\n`);
  return byDefault;
}
