import type { ObjectMeta } from "../../kubernetes/types.ts";
import type { LintContext } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";

/** Two documents that give the same object. */
export const duplicateObject: LintRule = {
  id: "duplicate-object",
  codes: ["MANIFEST_DUPLICATE"],
  summary: "Two documents give an object of the same kind, namespace and name.",
  help: `A cluster holds one of them: the one that was applied last. Where two folders are meant for two clusters (overlays), lint them in two runs, each with
its own \`--config\`.`,
  findingsOf(context) {
    const groups = Map.groupBy(objectsOf(context), ({ key }) => key);
    return [...groups].flatMap(([key, [first, ...others]]) =>
      others.map(
        ({ document }): Found => ({
          severity: "warning",
          code: "MANIFEST_DUPLICATE",
          what: `${key} stands twice; the first is ${first?.document}`,
          where: { document, path: ["metadata", "name"] },
          fix: "remove one of the two, give it another name or namespace, or lint the two folders apart",
        }),
      ),
    );
  },
};

function objectsOf({ podTemplates, configMaps, secrets }: LintContext) {
  const keyed = (kind: string, document: string, metadata: ObjectMeta | undefined) => ({
    key: `${kind} ${metadata?.namespace}/${metadata?.name}`,
    document,
  });
  return [
    ...podTemplates.map(({ document, template }) => keyed("PodTemplate", document, template.metadata)),
    ...configMaps.map(({ document, object }) => keyed("ConfigMap", document, object.metadata)),
    ...secrets.map(({ document, object }) => keyed("Secret", document, object.metadata)),
  ];
}
