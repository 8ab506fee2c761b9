import type { Container } from "../kubernetes/types.ts";
import type { Draft, Frozen } from "./draft.ts";
import { prependItems } from "./list-items.ts";
import type { Sourced } from "./merge-struct.ts";

/** Puts init containers that a layer of the platform brings before all that stand; from then on they are known as the platform's. */
export function bringInitContainers(
  draft: Draft,
  layer: string,
  containers: readonly Sourced<Frozen<Container>>[],
): void {
  const { recorder } = draft;
  const copies = containers.map(({ value, origin }) => {
    const copy = { ...value };
    recorder.copied(copy, value, origin);
    return copy;
  });
  for (const [index, { origin }] of containers.entries()) recorder.wrote(copies, index, origin);
  prependItems(draft, draft.spec, "initContainers", copies, { layer });
  for (const { value } of containers) noteBrought(draft, value.name, layer);
}

/** Says of an init container that stands already that the platform brought it. */
export function noteBrought(draft: Draft, name: string, layer: string): void {
  (draft.brought as Map<string, string>).set(name, layer);
}
