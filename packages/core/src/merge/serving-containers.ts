import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { ContainerList } from "../kubernetes/container-list.ts";
import type { Container } from "../kubernetes/types.ts";
import type { Frozen } from "./draft.ts";

/** Where the template containers that serve one container stand among a template's, low to high. */
export interface Serving {
  readonly default: number;
  readonly primary: number;
  /** Those of the container's own name. */
  readonly named: readonly number[];
}

/** What decides which template containers serve. */
export interface ServingRules {
  readonly list: ContainerList;
  /** Of the container that `primary` (or `primary-init`) serves. */
  readonly primaryName: string;
  readonly version: FlyteVersion;
}

/**
 * Tells which template containers serve a container of a name: `default`, `primary` if it is the primary one, those of its own name. Of
 * several called `default` (or `primary`) the last one serves; -1 where none does.
 * @source flytek8s/pod_helper.go MergeBasePodSpecOntoTemplate, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function servingContainers(
  templates: readonly Frozen<Container>[],
  { list, primaryName, version }: ServingRules,
): (name: string) => Serving {
  const magic = magicNames[list];
  const byDefault = templates.findLastIndex(({ name }) => name === magic.default);
  const asPrimary = templates.findLastIndex(({ name }) => name === magic.primary);
  return (name) => ({
    default: byDefault,
    primary: name === primaryName ? asPrimary : -1,
    named: servesByName[version](name, magic, primaryName) ? indexesOf(templates, name) : none,
  });
}

function indexesOf(templates: readonly Frozen<Container>[], name: string): readonly number[] {
  const indexes: number[] = [];
  for (let index = 0; index < templates.length; index++) if (templates[index]?.name === name) indexes.push(index);
  return indexes;
}

const none: readonly number[] = [];

interface MagicNames {
  readonly default: string;
  readonly primary: string;
}

const magicNames: Readonly<Record<ContainerList, MagicNames>> = {
  containers: { default: templateContainerNames.default, primary: templateContainerNames.primary },
  initContainers: { default: templateContainerNames.defaultInit, primary: templateContainerNames.primaryInit },
};

/** Whether template containers of a container's own name serve it. */
type NameRule = (name: string, magic: MagicNames, primaryName: string) => boolean;

/** Flyte 1 passes over those of the primary container's name; Flyte 2 over those that are called `primary`. */
const servesByName: Readonly<Record<FlyteVersion, NameRule>> = {
  "flyte-1.16": (name, magic, primaryName) => name !== magic.default && name !== primaryName,
  "flyte-2.0": (name, magic) => name !== magic.default && name !== magic.primary,
};
