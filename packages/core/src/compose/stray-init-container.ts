import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";
import { didYouMean, lettersOfATypo } from "../problem/did-you-mean.ts";

/** What speaks against an init container that only a template has standing for itself. */
export interface StrayInitContainer {
  /** The name that shapes others and that its author most likely meant. */
  readonly meant?: string;
  /** Whether it has a program of its own. One that has none is not taken into a Pod: it could only keep the Pod from starting. */
  readonly canRun: boolean;
}

/**
 * Whether a template's init container, whose name shapes no others, looks as if it were to. A container with a command may come less close to a
 * special name: it has work of its own.
 * @returns undefined if it stands for itself
 */
export function strayInitContainer(container: Frozen<Container>): StrayInitContainer | undefined {
  const { name, image = "", command = [], args = [] } = container;
  const hasCommand = command.length > 0 || args.length > 0;
  const canRun = hasCommand || (image !== "" && !placeholderImages.has(image));
  const meant = misplaced.get(name) ?? didYouMean(name, specialNames, hasCommand ? lettersOfATypo : undefined);
  if (meant !== undefined) return { meant, canRun };
  return canRun ? undefined : { canRun };
}

/** What docs and findings write where Kubernetes wants an image and a container shapes others. */
const placeholderImages: ReadonlySet<string> = new Set(["placeholder", "unused"]);

const { default: byDefault, primary, defaultInit, primaryInit } = templateContainerNames;
const specialNames: readonly string[] = [defaultInit, primaryInit];

/** Names that are special among `containers` alone. */
const misplaced: ReadonlyMap<string, string> = new Map([
  [byDefault, defaultInit],
  [primary, primaryInit],
]);
