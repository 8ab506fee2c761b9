import { type Draft, report } from "../../../merge/draft.ts";
import { appliedTemplates } from "../../applied-templates.ts";
import { copilotNames, copilotVolumeNames } from "../../copilot/copilot-names.ts";
import type { Facts } from "../../facts.ts";
import { isMagicName } from "../../is-magic-name.ts";
import { isSameVolume } from "../../is-same-volume.ts";
import type { Layer } from "../../layer.ts";
import { volumeDifference } from "../../volume-difference.ts";

/**
 * No name of the task means something of the platform's: not a container or volume of the copilot's, not a template's volume with another
 * source, not a template's init container for one of the task's own containers. Such a Pod is not composed: nothing is merged by mistake.
 * @problems CONTAINER_REPEATED, BOUNDARY_IDENTITY
 */
export const identity: Layer = {
  name: "identity",
  apply(draft, facts) {
    refuseRepeated(draft);
    refuseContainers(draft, facts);
    refuseVolumes(draft, facts);
  },
};

function refuseRepeated(draft: Draft): void {
  const seen = new Set<string>();
  for (const list of ["initContainers", "containers"] as const) {
    for (const { name } of draft.spec[list] ?? []) {
      if (seen.has(name))
        report(draft, {
          code: "CONTAINER_REPEATED",
          what: `two containers of the task are called ${name}, and an API server takes no such Pod`,
          where: `the task, containers[${name}]`,
          fix: "give each container a name of its own",
        });
      seen.add(name);
    }
  }
}

function refuseContainers(draft: Draft, facts: Facts): void {
  const copilots = new Set(copilotNames(facts));
  const templates = appliedTemplates(facts);
  for (const list of ["initContainers", "containers"] as const) {
    for (const { name } of draft.spec[list] ?? []) {
      const where = `the task, ${list}[${name}]`;
      if (copilots.has(name))
        report(draft, taken(`a container called ${name}, as one of the copilot's is`, where, "container"));
      const bringer = list === "containers" ? templates.find((applied) => brings(applied, name)) : undefined;
      if (bringer)
        report(
          draft,
          taken(
            `a container called ${name}, as an init container of ${bringer.source.document} is`,
            where,
            "container",
          ),
        );
    }
  }
}

function brings({ template }: ReturnType<typeof appliedTemplates>[number], name: string): boolean {
  const { initContainers = [] } = template.template?.spec ?? {};
  return !isMagicName(name, "initContainers") && initContainers.some((each) => each.name === name);
}

function refuseVolumes(draft: Draft, facts: Facts): void {
  const copilots = new Set(copilotVolumeNames(facts));
  const templates = appliedTemplates(facts);
  for (const volume of draft.spec.volumes ?? []) {
    const { name } = volume;
    const where = `the task, volumes[${name}]`;
    if (copilots.has(name))
      report(draft, taken(`a volume called ${name}, as one of the copilot's is`, where, "volume"));
    for (const { template, source } of templates) {
      const other = template.template?.spec?.volumes?.find((each) => each.name === name);
      if (!other || isSameVolume(other, volume)) continue;
      const of = `a volume called ${name}, as one of ${source.document} is, but with another source`;
      report(draft, taken(`${of}: ${volumeDifference(volume, other)}`, where, "volume"));
    }
  }
}

function taken(has: string, where: string, kind: "container" | "volume"): Parameters<typeof report>[1] {
  const fix = `call the task's ${kind} something else`;
  return {
    code: "BOUNDARY_IDENTITY",
    what: `the task has ${has}`,
    where,
    fix: kind === "volume" ? `${fix}; to use the platform's, only mount it` : fix,
  };
}
