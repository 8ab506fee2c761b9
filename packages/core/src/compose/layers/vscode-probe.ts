import { parseGoBoolean } from "../../go/boolean.ts";
import type { Container, Probe } from "../../kubernetes/gen/types.ts";
import type { Frozen } from "../../merge/draft.ts";
import { setField } from "../../merge/write-field.ts";
import type { Layer } from "../layer.ts";

/**
 * A readiness probe on the port of the editor that the task's container opens when `_F_E_VS` says so; it replaces the
 * container's own. The one container of a Pod counts whatever its name.
 * @source plugins/k8s/pod/plugin.go BuildResource, flyteorg/flyte v2.0.43
 */
export const vscodeProbe: Layer = {
  name: "vscode-probe",
  apply(draft) {
    const { containers } = draft.spec;
    for (const container of containers) {
      if (containers.length > 1 && container.name !== draft.primaryContainerName) continue;
      if (!opensEditor(container)) break;
      setField(draft, container, "readinessProbe", probe(portOf(container)), { layer: vscodeProbe.name });
    }
  },
};

/** The first one counts. */
function opensEditor(container: Frozen<Container>): boolean {
  const enabled = container.env?.find(({ name }) => name === "_F_E_VS")?.value;
  return parseGoBoolean(enabled ?? "") ?? false;
}

/** Tasks of Flyte 2 have an ACTION_NAME. */
function portOf(container: Frozen<Container>): number {
  return container.env?.some(({ name }) => name === "ACTION_NAME") ? 6060 : 8080;
}

function probe(port: number): Probe {
  return { httpGet: { port }, initialDelaySeconds: 15, periodSeconds: 5, failureThreshold: 50 };
}
