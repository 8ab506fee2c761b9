import { report } from "../../../merge/draft.ts";
import type { Origin } from "../../../merge/origin.ts";
import { annotationsWithoutEffect } from "../../annotations-without-effect.ts";
import { appliedTemplates } from "../../applied-templates.ts";
import type { Layer } from "../../layer.ts";
import { lockedChanges } from "../../locked-changes.ts";
import { type Lock, locksOf } from "../../locks-of.ts";
import { placeOf } from "../../place-of.ts";
import { primaryInitName } from "../../primary-init-name.ts";

/**
 * Holds the task and its execution to what a platform template locks. Nothing of the platform's but the templates is in the draft yet: what
 * differs at a locked path is the user's.
 * @problems FIELD_LOCKED, ANNOTATION_INVALID; as a warning ANNOTATION_WITHOUT_EFFECT
 */
export const locks: Layer = {
  name: "locks",
  apply(draft, facts) {
    const primaryInit = primaryInitName(facts);
    for (const applied of appliedTemplates(facts)) {
      const { template, source } = applied;
      for (const warning of annotationsWithoutEffect({ template, document: source.document }, "podwright"))
        report(draft, warning);
      const found = locksOf(applied, draft.locksHardening);
      if (!found.ok) for (const problem of found.problems) report(draft, problem);
      else
        for (const lock of found.value)
          for (const change of lockedChanges(draft, applied, lock, primaryInit)) report(draft, locked(lock, change));
    }
  },
};

function locked(
  lock: Lock,
  { path, origin }: { readonly path: string; readonly origin: Origin | undefined },
): Parameters<typeof report>[1] {
  return {
    code: "FIELD_LOCKED",
    what: `${path} is locked by ${lock.where}, and the task would change it`,
    where: origin?.source ? placeOf(origin.source) : lock.where,
    fix: `take ${path} out of the task, or ask whoever keeps the template`,
  };
}
