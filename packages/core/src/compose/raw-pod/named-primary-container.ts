import { primaryContainerKey } from "../../flyte/wire-strings.ts";
import { type Draft, report } from "../../merge/draft.ts";
import { badTaskSpecification } from "../bad-task-specification.ts";

/**
 * The name that a pod task's `config` gives its primary container, the empty one included.
 * @returns undefined if it gives none: the problem is reported
 * @problems PRIMARY_CONTAINER_UNNAMED
 */
export function namedPrimaryContainer(
  draft: Draft,
  config: Readonly<Record<string, string>>,
  refusal = `config missing [${primaryContainerKey}] key in [${printGoMap(config)}]`,
): string | undefined {
  if (Object.hasOwn(config, primaryContainerKey)) return config[primaryContainerKey];
  report(draft, {
    code: "PRIMARY_CONTAINER_UNNAMED",
    what: badTaskSpecification(`invalid TaskSpecification, ${refusal}`),
    where: `the task, config.${primaryContainerKey}`,
    fix: `set ${primaryContainerKey} in the task's config to the name of the container that does the work`,
  });
  return undefined;
}

/** As Go's `%v` prints it. */
function printGoMap(map: Readonly<Record<string, string>>): string {
  const entries = Object.keys(map)
    .sort()
    .map((key) => `${key}:${map[key]}`);
  return `map[${entries.join(" ")}]`;
}
