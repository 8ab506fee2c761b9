import type { Draft } from "../merge/draft.ts";
import type { Problem } from "../problem/problem.ts";
import { appliedTemplates } from "./applied-templates.ts";
import { downloaderName } from "./copilot/copilot-names.ts";
import type { Facts } from "./facts.ts";
import { placeOf } from "./place-of.ts";
import { templateAnnotation, templateAnnotations } from "./template-annotation.ts";

/**
 * The init container that `primary-init` of the platform's templates serves: the one that a template names, else the copilot's downloader.
 * The task does not choose it, for what it is given may hold the platform's secrets.
 * @returns undefined if there is none
 */
export function primaryInitName(facts: Facts): string | undefined {
  return namedByTemplate(facts)?.value ?? downloaderName(facts);
}

/** That the init container which a template names for its `primary-init` is not in the Pod; undefined if it is, or none names one. */
export function unmetPrimaryInit({ spec }: Draft, facts: Facts): Problem | undefined {
  const named = namedByTemplate(facts);
  const names = spec.initContainers?.map(({ name }) => name) ?? [];
  if (!named || names.includes(named.value)) return undefined;
  return {
    code: "PRIMARY_INIT_NEVER_APPLIES",
    severity: "warning",
    what: `the template's primary-init is meant for ${named.value}, and the Pod has no init container of this name (it has ${names.join(", ") || "none"})`,
    where: placeOf(named.source),
    fix: "name one of the Pod's init containers, or take the annotation away: then the copilot's downloader is meant",
  };
}

function namedByTemplate(facts: Facts): ReturnType<typeof templateAnnotation> {
  for (const template of appliedTemplates(facts)) {
    const named = templateAnnotation(template, templateAnnotations.primaryInit);
    if (named) return named;
  }
  return undefined;
}
