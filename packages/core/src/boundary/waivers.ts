import type { AppliedTemplate } from "../compose/applied-templates.ts";
import { placeOf } from "../compose/place-of.ts";
import { templateAnnotation, templateAnnotations } from "../compose/template-annotation.ts";
import type { Problem } from "../problem/problem.ts";
import { type Result, success } from "../problem/problem.ts";
import type { BoundaryRuleName, Waiver } from "./boundary-report.ts";
import { boundaryRules } from "./rules.ts";

/**
 * What the templates that apply to a Pod waive.
 * @problems WAIVER_UNKNOWN as a warning
 */
export function waiversOf(templates: readonly AppliedTemplate[]): Result<readonly Waiver[]> {
  const waivers: Waiver[] = [];
  const problems: Problem[] = [];
  for (const applied of templates) {
    const annotation = templateAnnotation(applied, templateAnnotations.waive);
    const template = applied.template.metadata?.name ?? "";
    for (const said of annotation?.value.split(",") ?? []) {
      const rule = said.trim();
      if (annotation === undefined || rule === "") continue;
      if (isRule(rule)) waivers.push({ rule, template, source: annotation.source });
      else problems.push(unknown(rule, template, placeOf(annotation.source)));
    }
  }
  return success(waivers, problems);
}

function isRule(name: string): name is BoundaryRuleName {
  return boundaryRules.some((rule) => rule.name === name);
}

function unknown(rule: string, template: string, where: string): Problem {
  const names = boundaryRules.map(({ name }) => name).join(", ");
  return {
    code: "WAIVER_UNKNOWN",
    severity: "warning",
    what: `PodTemplate ${template} waives ${rule}, which is no rule of the boundary (${names})`,
    where,
    fix: `write ${templateAnnotations.waive}: B3, or several rules with commas between them`,
  };
}
