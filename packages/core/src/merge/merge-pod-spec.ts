import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type { ContainerList } from "../kubernetes/container-list.ts";
import type { Container, PodSpec } from "../kubernetes/types.ts";
import type { Frozen } from "./draft.ts";
import { rulesWithout, structRules } from "./field-rules.ts";
import { mergeContainers } from "./merge-containers.ts";
import { mergeStruct, type Sourced } from "./merge-struct.ts";
import { unwritten } from "./origin.ts";
import type { Recorder } from "./recorder.ts";
import type { ServingRules } from "./serving-containers.ts";

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
 * serve it (`servingContainers`).
 * @source flytek8s/pod_helper.go MergeBasePodSpecOntoTemplate, flyteorg/flyte v2.0.43 and v1.16.8
 */
export function mergePodSpec(recorder: Recorder, merge: PodSpecMerge): Frozen<PodSpec> {
  const laid = mergeStruct(recorder, specRules, merge.template, merge.base);
  const merged = merge.base.value.initContainers ? laid : withoutInitContainers(recorder, laid);
  placeContainers(recorder, merge, merged, { list: "containers", primaryName: merge.primaryContainerName });
  placeContainers(recorder, merge, merged, { list: "initContainers", primaryName: merge.primaryInitContainerName });
  return merged;
}

/** A copy: to delete a field would make the spec slow to read for the rest of its life. */
function withoutInitContainers(recorder: Recorder, spec: Frozen<PodSpec>): Frozen<PodSpec> {
  if (spec.initContainers === undefined) return spec;
  const { initContainers: _, ...rest } = spec;
  recorder.copied(rest, spec, unwritten);
  return rest;
}

const specRules = rulesWithout(structRules("corev1.PodSpec"), ["containers", "initContainers"]);

function placeContainers(
  recorder: Recorder,
  { template, base, version }: PodSpecMerge,
  merged: Frozen<PodSpec>,
  rules: Pick<ServingRules, "list" | "primaryName">,
): void {
  const { list } = rules;
  const bases = base.value[list];
  const templates = template.value[list] ?? [];
  const target = merged as { [key in ContainerList]?: readonly Frozen<Container>[] };
  if (bases === undefined) return;
  const origin = recorder.originOf(base.value, list, base.origin);
  const listOrigin = recorder.originOf(template.value, list, template.origin);
  const placed = mergeContainers(
    recorder,
    { containers: templates, origin: listOrigin },
    { containers: bases, origin },
    { ...rules, version },
  );
  recorder.placed(merged, list, origin);
  recorder.concatenated(placed, { items: bases, origin }, { items: [], origin });
  target[list] = placed;
}
