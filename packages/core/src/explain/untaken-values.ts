import type { AppliedTemplate } from "../compose/applied-templates.ts";
import { isPlaceholderContainer } from "../compose/placeholder-container.ts";
import type { ContainerList } from "../kubernetes/container-list.ts";
import type { RemovedValue } from "../merge/origin.ts";
import { pathText } from "../merge/path-text.ts";
import type { ExplainedField, LostReason, LostValue } from "./explanation.ts";
import { fieldName } from "./field-name.ts";
import { isEqual } from "./is-equal.ts";
import { type Leaf, leavesBelow } from "./leaves-below.ts";
import { sourceKey, sourcesOf } from "./sources-of.ts";

/**
 * What the templates that apply say and no field of the Pod tells of: containers that serve none, and what no rule takes. What a field says alike
 * is not lost: of two entries of one key only one stands.
 * @param removals - told elsewhere
 */
export function untakenValues(
  templates: readonly AppliedTemplate[],
  fields: readonly ExplainedField[],
  removals: readonly RemovedValue[],
): readonly LostValue[] {
  const told = new Set(sourcesOf(fields));
  for (const { origin } of removals) {
    if (origin.source) told.add(sourceKey(origin.source.document, origin.source.path));
  }
  const values = new Map(fields.map(({ name, value }) => [name, value]));
  return templates.flatMap((template) => ofTemplate(template, told, values));
}

type Path = readonly (string | number)[];

function ofTemplate(
  { template, source: { document, path: start }, layer }: AppliedTemplate,
  told: ReadonlySet<string>,
  values: ReadonlyMap<string, unknown>,
): readonly LostValue[] {
  const { metadata, spec } = template.template ?? {};
  const { containers, initContainers, ...plain } = spec ?? {};
  const base = [...start, "template"];
  const isTold = (path: Path): boolean =>
    path.some((_, index) => told.has(sourceKey(document, path.slice(0, index + 1))));
  const isSaid = ({ path, value }: Leaf): boolean =>
    isEqual(values.get(fieldName({ spec }, path.slice(base.length))), value);
  const lost = ({ path, value }: Leaf, reason: LostReason): LostValue => {
    return { name: pathText(path), value, origin: { layer, source: { document, path } }, reason };
  };
  const untold = (value: unknown, path: Path): readonly LostValue[] =>
    leavesBelow(value, path)
      .filter((leaf) => !isTold(leaf.path) && !isSaid(leaf))
      .map((leaf) => lost(leaf, "not-taken"));
  const ofContainers = (list: ContainerList): readonly LostValue[] =>
    (spec?.[list] ?? []).flatMap((container, index) => {
      const path = [...base, "spec", list, index];
      // Whom a template container serves overrides its name, if nothing else.
      if (isTold([...path, "name"])) return untold(container, path);
      if (list === "containers" && isPlaceholderContainer(container, spec?.containers ?? [])) return [];
      return [lost({ path, value: container }, "container-dropped")];
    });
  return [
    ...untold(metadata, [...base, "metadata"]),
    ...untold(plain, [...base, "spec"]),
    ...ofContainers("containers"),
    ...ofContainers("initContainers"),
  ];
}
