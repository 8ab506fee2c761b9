import type { ObjectMeta } from "../kubernetes/types.ts";
import type { Frozen } from "../merge/draft.ts";
import { didYouMean } from "../problem/did-you-mean.ts";
import type { Problem } from "../problem/problem.ts";
import type { SourcedPodTemplate } from "./facts.ts";
import { templateAnnotations } from "./template-annotation.ts";

/**
 * What a template says to Podwright that nobody hears: annotations that Podwright does not know and, where Flyte's rules compose the Pod, those
 * that they would not heed. What a template says of the boundary counts for either.
 */
export function annotationsWithoutEffect(
  { document, template }: Pick<Frozen<SourcedPodTemplate>, "document" | "template">,
  rules: "flyte" | "podwright",
): readonly Problem[] {
  const names = [...namesIn(template.metadata), ...namesIn(template.template?.metadata)];
  if (names.length === 0) return [];
  const unheeded = rules === "flyte" ? ofPodwright.filter((name) => names.includes(name)) : [];
  const problems = [...new Set(names)].filter((name) => !known.includes(name)).map(unknown);
  if (unheeded.length > 0) problems.push(unheard(unheeded.join(" and "), unheeded.length));
  return problems.map((problem) => ({ ...problem, where: `${document}, metadata.annotations` }));
}

const own = "podwright.dev/";
const known: readonly string[] = Object.values(templateAnnotations);
const ofPodwright: readonly string[] = [templateAnnotations.locked, templateAnnotations.primaryInit];

function namesIn(metadata: Frozen<ObjectMeta> | undefined): readonly string[] {
  return metadata?.annotations ? Object.keys(metadata.annotations).filter((name) => name.startsWith(own)) : [];
}

function unknown(name: string): Problem {
  const meant = didYouMean(
    name.slice(own.length),
    known.map((each) => each.slice(own.length)),
  );
  return {
    code: "ANNOTATION_WITHOUT_EFFECT",
    severity: "warning",
    what: `the template's annotation ${name} has no effect: Podwright reads none of this name in a template`,
    fix: meant === undefined ? `it reads ${known.join(", ")}` : `did you mean ${own}${meant}?`,
  };
}

function unheard(names: string, count: number): Problem {
  return {
    code: "ANNOTATION_WITHOUT_EFFECT",
    severity: "warning",
    what: `the template's ${names} ${count === 1 ? "has" : "have"} no effect: Flyte's rules compose the Pod, and they know nothing of ${count === 1 ? "it" : "them"}`,
    fix: "compose with --semantics podwright, or take it for a note that Flyte does not read",
  };
}
