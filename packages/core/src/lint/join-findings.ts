import type { Finding } from "./finding.ts";
import type { Found } from "./lint-rule.ts";

/** A rule's findings with its id; those that differ in nothing but the task become one. */
export function joinFindings(rule: string, found: readonly Found[]): readonly Finding[] {
  const groups = Map.groupBy(found, ({ task: _, ...finding }) => JSON.stringify(finding));
  return [...groups.values()].map((group): Finding => {
    const [first] = group as [Found];
    const { task: _, ...finding } = first;
    const tasks = [...new Set(group.flatMap(({ task }) => task ?? []))].sort();
    // What a stand-in shows holds whatever the task.
    const all = group.some(({ task }) => task === undefined);
    return { rule, ...finding, ...(!all && { tasks }) };
  });
}
