import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { ContainerList } from "../kubernetes/container-list.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";
import { mergeContainers } from "../merge/lay-under.ts";
import type { Sourced } from "../merge/merge-struct.ts";
import type { Recorder } from "../merge/recorder.ts";
import type { AppliedTemplate } from "./applied-templates.ts";
import { isMagicName } from "./is-magic-name.ts";

export interface ServedContainer {
  readonly list: ContainerList;
  readonly name: string;
  /** Whether it is the primary one of its list. */
  readonly isPrimary: boolean;
  /** Whether the template's container of this name is left out: it brought this one. */
  readonly isBrought?: boolean;
}

/**
 * What a template says of one container: its `default` (`default-init`) under its `primary` (`primary-init`) under its container of the same
 * name, as far as they serve it. Of several of one name the last one counts.
 * @returns undefined if none of them does
 */
export function templateForContainer(
  recorder: Recorder,
  { template, source, layer }: AppliedTemplate,
  served: ServedContainer,
): Sourced<Frozen<Container>> | undefined {
  const { list } = served;
  const containers = template.template?.spec?.[list] ?? [];
  const path = [...source.path, "template", "spec", list];
  let whole: Sourced<Frozen<Container>> | undefined;
  for (const name of namesServing(served)) {
    const index = containers.findLastIndex((container) => container.name === name);
    const value = containers[index];
    if (!value) continue;
    const place = { layer, source: { document: source.document, path }, templateContainer: name };
    const part = { value, origin: recorder.at(place, index) };
    whole = whole ? mergeContainers(recorder, whole, part) : part;
  }
  return whole;
}

/** Low to high. */
function namesServing({ list, name, isPrimary, isBrought }: ServedContainer): readonly string[] {
  const names = templateContainerNames;
  const [byDefault, primary] =
    list === "containers" ? [names.default, names.primary] : [names.defaultInit, names.primaryInit];
  const hasOwn = !isBrought && !isMagicName(name, list);
  return [byDefault, ...(isPrimary ? [primary] : []), ...(hasOwn ? [name] : [])];
}
