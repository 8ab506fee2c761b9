import type { FlyteVersion } from "../flyte/flyte-version.ts";
import { templateContainerNames } from "../flyte/wire-strings.ts";
import type { Container, PodSpec } from "../kubernetes/types.ts";
import type { Frozen } from "./draft.ts";
import { rulesWithout, structRules } from "./field-rules.ts";
import { mergeStruct, type Sourced } from "./merge-struct.ts";
import type { Origin } from "./origin.ts";
import type { Recorder } from "./recorder.ts";

export interface PodSpecMerge {
  readonly template: Sourced<Frozen<PodSpec>>;
  readonly base: Sourced<Frozen<PodSpec>>;
  readonly primaryContainerName: string;
  /** Flyte 2 always passes the empty name, which no container bears; Flyte 1 the copilot's downloader. */
  readonly primaryInitContainerName: string;
  /** Which template containers serve by their name. */
  readonly version: FlyteVersion;
}

/**
 * Merges a Pod spec over a template's. Containers are those of the base, in its order, each over the template containers that
 * serve it, low to high: `default`, `primary` if it is the primary one, those of its own name. Of several called `default` (or
 * `primary`) the last one serves.
 * @source flytek8s/pod_helper.go MergeBasePodSpecOntoTemplate, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function mergePodSpec(recorder: Recorder, merge: PodSpecMerge): Frozen<PodSpec> {
  const merged = mergeStruct(recorder, specRules, merge.template, merge.base);
  mergeContainers(recorder, merge, merged, "containers", merge.primaryContainerName);
  mergeContainers(recorder, merge, merged, "initContainers", merge.primaryInitContainerName);
  return merged;
}

const magicNames = {
  containers: { default: templateContainerNames.default, primary: templateContainerNames.primary },
  initContainers: { default: templateContainerNames.defaultInit, primary: templateContainerNames.primaryInit },
};

type ContainerList = keyof typeof magicNames;

interface MagicNames {
  readonly default: string;
  readonly primary: string;
}

/** Whether template containers of a container's own name serve it. */
type NameRule = (name: string, magic: MagicNames, primaryName: string) => boolean;

/** Flyte 1 passes over those of the primary container's name; Flyte 2 over those that are called `primary`. */
const servesByName: Readonly<Record<FlyteVersion, NameRule>> = {
  "flyte-1.16": (name, magic, primaryName) => name !== magic.default && name !== primaryName,
  "flyte-2.0": (name, magic) => name !== magic.default && name !== magic.primary,
};

const specRules = rulesWithout(structRules("corev1.PodSpec"), Object.keys(magicNames));
const containerRules = structRules("corev1.Container");

function mergeContainers(
  recorder: Recorder,
  { template, base, version }: PodSpecMerge,
  merged: Frozen<PodSpec>,
  list: ContainerList,
  primaryName: string,
): void {
  const bases = base.value[list];
  const templates = template.value[list] ?? [];
  const target = merged as { [key in ContainerList]?: readonly Frozen<Container>[] };
  if (bases === undefined) {
    delete target[list];
    return;
  }
  const origin = recorder.originOf(base.value, list, base.origin);
  const listOrigin = recorder.originOf(template.value, list, template.origin);
  const placed: Frozen<Container>[] = [];
  for (const [index, container] of bases.entries()) {
    const own: Sourced<Frozen<Container>> = { value: container, origin: recorder.originOf(bases, index, origin) };
    let under: Sourced<Frozen<Container>> | undefined;
    for (const served of servingContainers(
      templates,
      magicNames[list],
      container.name ?? "",
      primaryName,
      servesByName[version],
    )) {
      const source = {
        value: templates[served] as Frozen<Container>,
        origin: servedBy(recorder, listOrigin, templates, served),
      };
      under = under ? { value: mergeStruct(recorder, containerRules, under, source), origin: under.origin } : source;
    }
    placed.push(under ? mergeStruct(recorder, containerRules, under, own) : container);
  }
  recorder.placed(merged, list, origin);
  recorder.concatenated(placed, { items: bases, origin }, { items: [], origin });
  target[list] = placed;
}

/** Indexes of the template containers that serve a container, low to high. */
function servingContainers(
  templates: readonly Frozen<Container>[],
  magic: MagicNames,
  name: string,
  primaryName: string,
  servesByName: NameRule,
): readonly number[] {
  const serving: number[] = [];
  const byDefault = templates.findLastIndex((template) => template.name === magic.default);
  if (byDefault >= 0) serving.push(byDefault);
  if (name === primaryName) {
    const asPrimary = templates.findLastIndex((template) => template.name === magic.primary);
    if (asPrimary >= 0) serving.push(asPrimary);
  }
  if (!servesByName(name, magic, primaryName)) return serving;
  for (const [index, template] of templates.entries()) if (template.name === name) serving.push(index);
  return serving;
}

function servedBy(
  recorder: Recorder,
  listOrigin: Origin,
  templates: readonly Frozen<Container>[],
  index: number,
): Origin {
  return recorder.named(recorder.at(listOrigin, index), templates[index]?.name ?? "");
}
