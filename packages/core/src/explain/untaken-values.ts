import { documents } from "../compose/documents.ts";
import type { Facts, SourcedPodTemplate } from "../compose/facts.ts";
import { findPodTemplate } from "../compose/find-pod-template.ts";
import { isPlaceholderContainer } from "../compose/placeholder-container.ts";
import { pathText } from "../merge/path-text.ts";
import type { ExplainedField, LostReason, LostValue } from "./explanation.ts";
import { isObject } from "./pod-place.ts";
import { sourceKey, sourcesOf } from "./sources-of.ts";
import { untakenZeros } from "./untaken-zeros.ts";

/**
 * What the PodTemplate that applies and the task's own Pod spec say and no field of the Pod tells of: containers that serve none, zeros that
 * Go cannot tell from absence, and what no rule takes.
 */
export function untakenValues(fields: readonly ExplainedField[], facts: Facts): readonly LostValue[] {
  const told = sourcesOf(fields);
  const name = facts.task.metadata?.podTemplateName || facts.config["default-pod-template-name"];
  const template = findPodTemplate(facts, name);
  const { path, spec } = ownPodSpec(facts);
  const ofTask = fields.some(({ origin: { source } }) => source && isBelow(source.document, source.path, path));
  return [
    ...(template ? ofTemplate(template, told) : []),
    ...(ofTask ? untakenZeros(fields, leavesOf(spec, path)) : []),
  ];
}

/** The Pod spec that a task states itself: its target, or what old clients keep in `custom`. */
function ownPodSpec({ task: { target, custom } }: Facts): { readonly path: Path; readonly spec: unknown } {
  if (target.case === "k8sPod") return { path: ["k8sPod", "podSpec"], spec: target.value.podSpec };
  const job = Object.entries(custom ?? {}).find(([key, value]) => key.toLowerCase() === "podspec" && isObject(value));
  return job ? { path: ["custom", "podSpec"], spec: job[1] } : { path: ["custom"], spec: custom };
}

type Path = readonly (string | number)[];

interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

function isBelow(document: string, path: Path, start: Path): boolean {
  return document === documents.task && start.every((key, index) => path[index] === key);
}

function ofTemplate({ document, template }: SourcedPodTemplate, told: ReadonlySet<string>): readonly LostValue[] {
  const { metadata, spec } = template.template ?? {};
  const { containers, initContainers, ...plain } = spec ?? {};
  const isTold = (path: Path): boolean =>
    path.some((_, index) => told.has(sourceKey(document, path.slice(0, index + 1))));
  const untold = (value: unknown, path: Path): readonly LostValue[] =>
    leavesOf(value, path)
      .filter((leaf) => !isTold(leaf.path))
      .map((leaf) => lostOf(document, leaf, "not-taken"));
  const ofContainers = (list: "containers" | "initContainers"): readonly LostValue[] =>
    (spec?.[list] ?? []).flatMap((container, index) => {
      const path = ["template", "spec", list, index];
      // Whom a template container serves overrides its name, if nothing else.
      if (isTold([...path, "name"])) return untold(container, path);
      if (list === "containers" && isPlaceholderContainer(container)) return [];
      return [lostOf(document, { path, value: container }, "container-dropped")];
    });
  return [
    ...untold(metadata, ["template", "metadata"]),
    ...untold(plain, ["template", "spec"]),
    ...ofContainers("containers"),
    ...ofContainers("initContainers"),
  ];
}

function lostOf(document: string, { path, value }: Leaf, reason: LostReason): LostValue {
  return { name: pathText(path), value, origin: { layer: "pod-template", source: { document, path } }, reason };
}

/** Empty objects and lists say nothing. */
function leavesOf(value: unknown, path: Path): readonly Leaf[] {
  if (value === undefined) return [];
  if (!isObject(value)) return [{ path, value }];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => leavesOf((value as Readonly<Record<string | number, unknown>>)[key], [...path, key]));
}
