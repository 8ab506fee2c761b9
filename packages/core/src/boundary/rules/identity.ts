import { storageConfigVolumeName } from "../../compose/copilot/copilot-container.ts";
import type { Facts } from "../../compose/facts.ts";
import { isSameVolume } from "../../compose/is-same-volume.ts";
import { volumeDifference } from "../../compose/volume-difference.ts";
import { copilotContainerNames, templateContainerNames } from "../../flyte/wire-strings.ts";
import type { DocumentPlace, FieldPath } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { givenBy } from "../pod/given-by.ts";
import type { TraceIndex } from "../pod/trace-index.ts";
import { volumeSources } from "../pod/volume-sources.ts";
import type { BoundaryRule, RuleFinding } from "../rule.ts";

/**
 * B7: a task calls nothing of its own by a name that the platform gives out. A container with the name of one of the copilot's would be served by
 * what templates say to that one; a volume with the name of a template's would be mounted in its place.
 */
export const identity: BoundaryRule = {
  name: "B7",
  code: "BOUNDARY_IDENTITY",
  check: (subject) => [...copilotNamesTaken(subject), ...templateNamesTaken(subject), ...volumes(subject)],
};

function copilotNamesTaken({ containers, facts, trace }: BoundarySubject): readonly RuleFinding[] {
  const names = reservedNames(facts);
  return containers.flatMap(({ name, path }): readonly RuleFinding[] => {
    const source = taskPlace(trace, [...path, "name"]);
    if (!source || !names.includes(name)) return [];
    return [
      {
        severity: "error",
        container: name,
        path: [...path, "name"],
        source,
        what: `the task has a container called ${name}, as one of the copilot's is: it would be taken for it`,
        fix: "call the task's container something else",
      },
    ];
  });
}

/** Also where the copilot has nothing to do: what templates say to it would serve the task's container. */
function reservedNames({ config }: Facts): readonly string[] {
  return Object.values(copilotContainerNames).map((name) => config["co-pilot"].name + name);
}

/** Where the task gives a name, also one that another layer's entry was merged with; undefined if it does not. */
function taskPlace(trace: TraceIndex, path: FieldPath): DocumentPlace | undefined {
  const leaf = trace.leafAt(path);
  const values = leaf ? [leaf, ...leaf.overrode] : [];
  return values.find(({ origin }) => givenBy(origin) === "task")?.origin.source;
}

/** An entry that has a command stands for itself; others of a task's names are meant for the task. */
function templateNamesTaken({ containers, templates, facts }: BoundarySubject): readonly RuleFinding[] {
  const standing = templates
    .flatMap(({ template }) => template.template?.spec?.initContainers ?? [])
    .filter(({ command, args }) => command || args);
  const others: readonly string[] = [...Object.values(templateContainerNames), ...reservedNames(facts)];
  return containers
    .filter(({ owner, list }) => owner === "task" && list === "initContainers")
    .filter(({ name }) => !others.includes(name) && standing.some((entry) => entry.name === name))
    .map(({ name, path }) => ({
      severity: "warning",
      container: name,
      path: [...path, "name"],
      what: `the task has an init container called ${name}, as one of the template's is that has a command of its own: it takes that one's place, and what the template gives it`,
      fix: "call the task's init container something else; if the entry is meant for it, take the command out of the template",
    }));
}

function volumes(subject: BoundarySubject): readonly RuleFinding[] {
  const { facts, trace, composition } = subject;
  const copilot = facts.config["co-pilot"];
  const reserved = new Set([copilot["input-vol-name"], copilot["output-vol-name"], storageConfigVolumeName]);
  const ofTemplates = subject.templates.flatMap(({ template }) => template.template?.spec?.volumes ?? []);
  return volumeSources(composition.pod).flatMap(({ name, volume, path }): readonly RuleFinding[] => {
    const source = taskPlace(trace, [...path, "name"]);
    if (!source) return [];
    const at = { severity: "error", volume: name, path: [...path, "name"], source } as const;
    if (reserved.has(name)) {
      const what = `the task has a volume called ${name}, as one of the copilot's is`;
      return [{ ...at, what, fix: "call the task's volume something else" }];
    }
    const other = ofTemplates.find((each) => each.name === name && !isSameVolume(each, volume));
    if (!other) return [];
    return [
      {
        ...at,
        what: `the task has a volume called ${name}, as one of the template's is, with another source: ${volumeDifference(volume, other)}`,
        fix: "call the task's volume something else; to use the template's, only mount it",
      },
    ];
  });
}
