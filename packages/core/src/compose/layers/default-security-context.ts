import { primaryContainerOf } from "../../merge/draft.ts";
import type { Origin } from "../../merge/origin.ts";
import { setDefault } from "../../merge/write-field.ts";
import { documents } from "../documents.ts";
import type { Layer } from "../layer.ts";

/**
 * The platform's security context for a primary container that has none; one that the copilot serves always has one.
 * @source flytek8s/pod_helper.go ApplyFlytePodConfiguration, flyteorg/flyte v2.0.43
 */
export const defaultSecurityContext: Layer = {
  name: "default-security-context",
  apply(draft, { config }) {
    const securityContext = config["default-security-context"];
    const primary = primaryContainerOf(draft);
    if (securityContext && primary) setDefault(draft, primary, "securityContext", securityContext, fromConfig);
  },
};

const fromConfig: Origin = {
  layer: defaultSecurityContext.name,
  source: { document: documents.config, path: ["default-security-context"] },
};
