import { isBareContainer } from "./bare-container.ts";
import { isMagicName } from "./is-magic-name.ts";

/**
 * Whether a template's container stands there only since the API demands one with an image in every PodTemplate: it says nothing else, and is the
 * only one or shapes others. Beside others a bare container of a name of its own is meant to run.
 * @param containers - all in the template's `containers`
 */
export function isPlaceholderContainer(container: Named, containers: readonly Named[]): boolean {
  return isBareContainer(container) && (containers.length === 1 || isMagicName(container.name, "containers"));
}

interface Named {
  readonly name: string;
}
