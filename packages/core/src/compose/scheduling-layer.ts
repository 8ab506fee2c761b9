import type { PlatformConfig } from "../config/typed/platform-config.ts";
import type { Draft } from "../merge/draft.ts";
import { prependItems } from "../merge/list-items.ts";
import { mergeMap, mergeMapUnder } from "../merge/map-entries.ts";
import type { Origin } from "../merge/origin.ts";
import { removeField, setDefault, setField } from "../merge/write-field.ts";
import { asksFor } from "./asks-for.ts";
import { documents } from "./documents.ts";
import type { Layer } from "./layer.ts";
import { type Repetition, requireNodes } from "./require-nodes.ts";

/**
 * Where and as whom the Pod runs: the platform's defaults under the task's own values, its tolerations before them.
 * @param repetition - of node requirements that stand already
 * @source flytek8s/pod_helper.go UpdatePod, flyteorg/flyte v2.0.43 and v1.16.8
 */
export const schedulingLayer = (repetition: Repetition): Layer => ({
  name: layer,
  apply(draft, { config, execution }) {
    const { spec } = draft;
    setDefault(draft, spec, "restartPolicy", "Never", own);
    addTolerations(draft, config, execution.interruptible ?? false);
    if (execution.serviceAccount)
      setDefault(draft, spec, "serviceAccountName", execution.serviceAccount, fromServiceAccount);
    if (config["scheduler-name"])
      setDefault(draft, spec, "schedulerName", config["scheduler-name"], fromConfig(draft, "scheduler-name"));
    mergeMapUnder(
      draft,
      spec,
      "nodeSelector",
      config["default-node-selector"],
      fromConfig(draft, "default-node-selector"),
    );
    if (execution.interruptible) {
      const origin = fromConfig(draft, "interruptible-node-selector");
      mergeMap(draft, spec, "nodeSelector", config["interruptible-node-selector"], origin);
    }
    setDefaults(draft, config);
    const requirement = execution.interruptible
      ? "interruptible-node-selector-requirement"
      : "non-interruptible-node-selector-requirement";
    if (config[requirement]) requireNodes(draft, [config[requirement]], fromConfig(draft, requirement), repetition);
  },
});

const layer = "scheduling";
const own: Origin = { layer };
const fromServiceAccount: Origin = { layer, source: { document: documents.execution, path: ["serviceAccount"] } };

const theConfig: Origin = { layer, source: { document: documents.config, path: [] } };

function fromConfig({ recorder }: Draft, key: keyof PlatformConfig): Origin {
  return recorder.at(theConfig, key);
}

/** Those of the resources that the containers (not the init ones) ask for, in the order of their names, then the interruptible ones, then the default ones. */
function addTolerations(draft: Draft, config: PlatformConfig, interruptible: boolean): void {
  const { spec } = draft;
  const byDefault = config["default-tolerations"];
  if (byDefault.length > 0)
    prependItems(draft, spec, "tolerations", byDefault, fromConfig(draft, "default-tolerations"));
  const ofInterruptible = interruptible ? config["interruptible-tolerations"] : [];
  if (ofInterruptible.length > 0)
    prependItems(draft, spec, "tolerations", ofInterruptible, fromConfig(draft, "interruptible-tolerations"));
  const byResource = config["resource-tolerations"];
  for (const name of Object.keys(byResource).sort().reverse()) {
    const tolerations = byResource[name] ?? [];
    if (tolerations.length > 0 && asksFor(draft, name))
      prependItems(
        draft,
        spec,
        "tolerations",
        tolerations,
        draft.recorder.at(fromConfig(draft, "resource-tolerations"), name),
      );
  }
}

/** Flyte leaves no Pod without an affinity, an empty one included. */
function setDefaults(draft: Draft, config: PlatformConfig): void {
  const { spec } = draft;
  const affinity = config["default-affinity"];
  setDefault(draft, spec, "affinity", affinity ?? {}, affinity ? fromConfig(draft, "default-affinity") : own);
  const securityContext = config["default-pod-security-context"];
  if (securityContext)
    setDefault(draft, spec, "securityContext", securityContext, fromConfig(draft, "default-pod-security-context"));
  const hostNetwork = config["enable-host-networking-pod"];
  if (hostNetwork) setField(draft, spec, "hostNetwork", hostNetwork, fromConfig(draft, "enable-host-networking-pod"));
  else if (hostNetwork === false)
    removeField(draft, spec, "hostNetwork", fromConfig(draft, "enable-host-networking-pod"));
  const dnsConfig = config["default-pod-dns-config"];
  if (dnsConfig) setDefault(draft, spec, "dnsConfig", dnsConfig, fromConfig(draft, "default-pod-dns-config"));
}
