import type { Container } from "../../../kubernetes/types.ts";
import type { Draft, Frozen } from "../../../merge/draft.ts";
import { layContainerUnder, laySpecUnder } from "../../../merge/lay-under.ts";
import { withoutFields } from "../../../merge/without-fields.ts";
import type { AppliedTemplate } from "../../applied-templates.ts";
import { templateForContainer } from "../../template-for-container.ts";

/**
 * Lays a platform template under the draft, each container over what the template says of it.
 * @param primaryInit - the init container that `primary-init` serves; undefined: none
 */
export function layTemplate(draft: Draft, applied: AppliedTemplate, primaryInit?: string): void {
  const { template, source, layer } = applied;
  const spec = template.template?.spec;
  if (!spec) return;
  const { recorder } = draft;
  const path = [...source.path, "template", "spec"];
  laySpecUnder(draft, { value: spec, origin: { layer, source: { document: source.document, path } } });
  for (const list of ["initContainers", "containers"] as const) {
    const primary = list === "containers" ? draft.primaryContainerName : primaryInit;
    for (const [index, container] of (draft.spec[list] ?? []).entries()) {
      const { name } = container;
      const isBrought = list === "initContainers" && draft.brought.get(name) === layer;
      const low = templateForContainer(recorder, applied, { list, name, isPrimary: name === primary, isBrought });
      if (!low) continue;
      const inherited = list === "containers" ? low : withoutFields(recorder, low, notInherited(container));
      layContainerUnder(draft, { list, index }, inherited);
    }
  }
}

const always: readonly string[] = ["restartPolicy"];
const ofSidecars: readonly string[] = ["restartPolicy", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];

/** What an init container takes from no template: whether it stays beside the task, and what Kubernetes allows only to those that do. */
function notInherited({ restartPolicy }: Frozen<Container>): readonly string[] {
  return restartPolicy === "Always" ? always : ofSidecars;
}
