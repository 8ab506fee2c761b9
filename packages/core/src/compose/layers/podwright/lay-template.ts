import { templateContainerNames } from "../../../flyte/wire-strings.ts";
import type { Container } from "../../../kubernetes/types.ts";
import type { Draft, Frozen } from "../../../merge/draft.ts";
import { layContainerUnder, laySpecUnder, mergeContainers } from "../../../merge/lay-under.ts";
import type { Sourced } from "../../../merge/merge-struct.ts";
import { withoutFields } from "../../../merge/without-fields.ts";
import type { AppliedTemplate } from "../../applied-templates.ts";
import { type ContainerList, isMagicName } from "../../template-containers.ts";

/**
 * Lays a platform template under the draft. Each container stands over the template's containers of its own name, then over `primary`
 * (`primary-init`) if it is the primary one of its list, then over `default` (`default-init`); of several the last one counts.
 * @param primaryInit - the init container that `primary-init` serves; undefined: none
 */
export function layTemplate(draft: Draft, { template, source, layer }: AppliedTemplate, primaryInit?: string): void {
  const spec = template.template?.spec;
  if (!spec) return;
  const { recorder } = draft;
  const origin = { layer, source: { document: source.document, path: [...source.path, "template", "spec"] } };
  laySpecUnder(draft, { value: spec, origin });
  for (const list of ["initContainers", "containers"] as const) {
    const templates = spec[list] ?? [];
    const primary = list === "containers" ? draft.primaryContainerName : primaryInit;
    for (const [index, container] of (draft.spec[list] ?? []).entries()) {
      const isPrimary = container.name === primary;
      let under: Sourced<Frozen<Container>> | undefined;
      for (const served of serving(templates, list, { name: container.name, isPrimary })) {
        if (isItself(draft, list, { layer, name: container.name, served: templates[served]?.name ?? "" })) continue;
        const value = templates[served] as Frozen<Container>;
        const place = recorder.named(recorder.at(recorder.at(origin, list), served), value.name);
        under = under ? mergeContainers(recorder, under, { value, origin: place }) : { value, origin: place };
      }
      if (!under) continue;
      const low = list === "containers" ? under : withoutFields(recorder, under, notInherited(container));
      layContainerUnder(draft, { list, index }, low);
    }
  }
}

interface Target {
  readonly name: string;
  readonly isPrimary: boolean;
}

/** Indexes of the template containers that serve a container, low to high. */
function serving(
  templates: readonly Frozen<Container>[],
  list: ContainerList,
  { name, isPrimary }: Target,
): readonly number[] {
  const magic = magicNames[list];
  const last = (wanted: string) => templates.findLastIndex((template) => template.name === wanted);
  const indexes = [
    last(magic.default),
    isPrimary ? last(magic.primary) : -1,
    isMagicName(name, list) ? -1 : last(name),
  ];
  return indexes.filter((index) => index >= 0);
}

const magicNames = {
  containers: { primary: templateContainerNames.primary, default: templateContainerNames.default },
  initContainers: { primary: templateContainerNames.primaryInit, default: templateContainerNames.defaultInit },
} as const;

interface Meeting {
  readonly layer: string;
  readonly name: string;
  readonly served: string;
}

/** Whether a template's own init container meets itself. */
function isItself(draft: Draft, list: ContainerList, { layer, name, served }: Meeting): boolean {
  return list === "initContainers" && name === served && draft.brought.get(name) === layer;
}

const always: readonly string[] = ["restartPolicy"];
const ofSidecars: readonly string[] = ["restartPolicy", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];

/** What an init container takes from no template: whether it stays beside the task, and what Kubernetes allows only to those that do. */
function notInherited({ restartPolicy }: Frozen<Container>): readonly string[] {
  return restartPolicy === "Always" ? always : ofSidecars;
}
