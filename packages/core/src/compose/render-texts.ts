import type { Container } from "../kubernetes/types.ts";
import { type Draft, type Frozen, report } from "../merge/draft.ts";
import { rewriteItems } from "../merge/list-items.ts";
import type { Origin } from "../merge/origin.ts";
import type { Facts } from "./facts.ts";
import { renderTemplate } from "./render-template.ts";

/**
 * Fills in command, then args of a container.
 * @returns false if a problem stands in the way: it is reported
 * @problems TASK_INPUT_UNUSABLE
 */
export function renderTexts(draft: Draft, facts: Facts, container: Frozen<Container>, origin: Origin): boolean {
  for (const field of ["command", "args"] as const) {
    const strings = container[field];
    if (!strings) continue;
    const rendered = renderTemplate(strings, facts);
    if (!rendered.ok) {
      for (const problem of rendered.problems)
        report(draft, { ...problem, where: `container ${container.name}, ${field}` });
      return false;
    }
    if (rendered.value !== strings) rewriteItems(draft, container, field, rendered.value, origin);
  }
  return true;
}
