import type { Problem } from "@podwright/core";

/** What upstream says where we say something else. */
interface Saying {
  readonly code: Problem["code"];
  /** Of our own `what`. */
  readonly ours: RegExp;
  /** @param found - the groups of `ours` */
  readonly theirs: (found: readonly string[], problem: Problem) => string;
}

/**
 * A failure in upstream's words, as `--compat flyte` puts them into the error document; null where they are not known.
 * Upstream ends at its first error, in no order: so does this, at ours.
 * @source flytecopilot cmd/*.go, data/*.go, flyteorg/flyte v2.0.43
 */
export function flyteWords([first]: readonly Problem[]): string | null {
  if (!first) return null;
  for (const { code, ours, theirs } of sayings) {
    const found = code === first.code ? ours.exec(first.what) : null;
    if (found) return theirs(found.slice(1), first);
  }
  return null;
}

const sayings: readonly Saying[] = [{ code: "TASK_REPORTED_ERROR", ours: /^(.*)$/s, theirs: ([text = ""]) => text }];
