import { withDefaults } from "../../apiserver/with-defaults.ts";
import { storageConfigVolumeName } from "../../compose/copilot/copilot-container.ts";
import { copilotContainerNames, templateContainerNames } from "../../flyte/wire-strings.ts";
import type { Volume } from "../../kubernetes/types.ts";
import type { FieldPath } from "../../merge/origin.ts";
import type { BoundarySubject } from "../boundary-subject.ts";
import { differences } from "../pod/differences.ts";
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
  const prefix = facts.config["co-pilot"].name;
  const names = Object.values(copilotContainerNames).map((name) => prefix + name);
  return containers
    .filter(({ path, name }) => names.includes(name) && isNamedByTask(trace, path))
    .map(({ name, path }) => ({
      severity: "error",
      container: name,
      path: [...path, "name"],
      what: `the task has a container called ${name}, as one of the copilot's is: it would be taken for it`,
      fix: "call the task's container something else",
    }));
}

/** Also where another layer's entry of the same name was merged with the task's. */
function isNamedByTask(trace: TraceIndex, path: FieldPath): boolean {
  const leaf = trace.leafAt([...path, "name"]);
  return [leaf, ...(leaf?.overrode ?? [])].some((each) => givenBy(each?.origin) === "task");
}

/** An entry that has a command stands for itself; others of a task's names are meant for the task. */
function templateNamesTaken({ containers, templates }: BoundarySubject): readonly RuleFinding[] {
  const standing = templates
    .flatMap(({ template }) => template.template?.spec?.initContainers ?? [])
    .filter(({ command, args }) => command || args);
  const magic: readonly string[] = Object.values(templateContainerNames);
  return containers
    .filter(({ owner, list }) => owner === "task" && list === "initContainers")
    .filter(({ name }) => !magic.includes(name) && standing.some((entry) => entry.name === name))
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
    if (!isNamedByTask(trace, path)) return [];
    const at = { severity: "error", volume: name, path: [...path, "name"] } as const;
    if (reserved.has(name)) {
      const what = `the task has a volume called ${name}, as one of the copilot's is`;
      return [{ ...at, what, fix: "call the task's volume something else" }];
    }
    const other = ofTemplates.find((each) => each.name === name && !isSameVolume(each, volume));
    if (!other) return [];
    return [
      {
        ...at,
        what: `the task has a volume called ${name}, as one of the template's is, with another source: ${kindOf(volume)} in place of ${kindOf(other)}`,
        fix: "call the task's volume something else; to use the template's, only mount it",
      },
    ];
  });
}

/** A template that was in a cluster has the API server's defaults, and a task's Pod spec has not. */
function isSameVolume(a: Volume, b: Volume): boolean {
  return differences(withDefaults("corev1.Volume", a), withDefaults("corev1.Volume", b)).length === 0;
}

function kindOf(volume: object): string {
  return Object.keys(volume).find((key) => key !== "name") ?? "nothing";
}
