import { setDefault } from "../../merge/write-field.ts";
import { documents } from "../documents.ts";
import type { Layer } from "../layer.ts";

/**
 * The identity that the execution runs as, where nothing named a service account.
 * @source flytek8s/utils.go GetServiceAccountNameFromTaskExecutionMetadata, flyteorg/flyte v2.0.43
 */
export const serviceAccount: Layer = {
  name: "service-account",
  apply(draft, facts) {
    const runAs = facts.execution.securityContext?.runAs?.k8sServiceAccount;
    const name = runAs || facts.execution.serviceAccount;
    if (!name) return;
    const path = runAs ? ["securityContext", "runAs", "k8sServiceAccount"] : ["serviceAccount"];
    const origin = { layer: serviceAccount.name, source: { document: documents.execution, path } };
    setDefault(draft, draft.spec, "serviceAccountName", name, origin);
  },
};
