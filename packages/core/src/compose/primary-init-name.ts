import { appliedTemplates } from "./applied-templates.ts";
import { downloaderName } from "./copilot/copilot-names.ts";
import type { Facts } from "./facts.ts";
import { templateAnnotation, templateAnnotations } from "./template-annotation.ts";

/**
 * The init container that `primary-init` of the platform's templates serves: the one that a template names, else the copilot's downloader.
 * The task does not choose it, for what it is given may hold the platform's secrets.
 * @returns undefined if there is none
 */
export function primaryInitName(facts: Facts): string | undefined {
  for (const template of appliedTemplates(facts)) {
    const named = templateAnnotation(template, templateAnnotations.primaryInit);
    if (named) return named.value;
  }
  return downloaderName(facts);
}
