import type { DocumentPlace } from "../merge/origin.ts";
import type { AppliedTemplate } from "./applied-templates.ts";

/** What platform templates say to Podwright. A task's annotations of these names say nothing. */
export const templateAnnotations = {
  /** Rules whose findings the template takes upon itself, separated by commas. */
  waive: "podwright.dev/waive",
  /** `all`: default-init is meant for the task's own init containers too, whatever it gives. */
  initScope: "podwright.dev/init-scope",
  /** Paths that a task must leave as the template has them, as a JSON list. */
  locked: "podwright.dev/locked",
  /** The name of the init container that `primary-init` serves. */
  primaryInit: "podwright.dev/primary-init",
} as const;

/**
 * An annotation of a platform template: of the PodTemplate itself, which no Pod carries, or of its `template`, which Pods do.
 * @returns undefined if it stands in neither
 */
export function templateAnnotation(
  { template, source }: AppliedTemplate,
  name: string,
): { readonly value: string; readonly source: DocumentPlace } | undefined {
  const places = [
    { annotations: template.metadata?.annotations, path: ["metadata", "annotations", name] },
    { annotations: template.template?.metadata?.annotations, path: ["template", "metadata", "annotations", name] },
  ];
  for (const { annotations, path } of places) {
    const value = annotations && Object.hasOwn(annotations, name) ? annotations[name] : undefined;
    if (value !== undefined) return { value, source: { document: source.document, path: [...source.path, ...path] } };
  }
  return undefined;
}
