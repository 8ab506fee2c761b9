import type { Pod } from "@podwright/core";
import { stringify } from "yaml";
import { withKeysFirst } from "./with-keys-first.ts";

export type PodFormat = "yaml" | "json";

/**
 * A Pod as kubectl takes it, in the order in which people read one. YAML is quoted for YAML 1.1, as kubectl reads it; strings of several
 * lines stand as blocks, long ones on one line, and nothing is an alias.
 */
export function renderPod(pod: Pod, format: PodFormat): string {
  const { metadata, spec } = pod;
  const object = {
    apiVersion: "v1",
    kind: "Pod",
    ...(metadata && { metadata: withKeysFirst(metadata, metadataKeys) }),
  };
  const whole = spec ? { ...object, spec: orderedSpec(spec) } : object;
  if (format === "json") return `${JSON.stringify(whole, null, 2)}\n`;
  return stringify(whole, { version: "1.1", aliasDuplicateObjects: false, lineWidth: 0 });
}

const metadataKeys = ["name", "namespace", "labels", "annotations"];
const specKeys = ["initContainers", "containers", "volumes"];
const containerKeys = ["name", "image", "command", "args", "workingDir", "env", "envFrom", "volumeMounts", "resources"];

function orderedSpec(spec: NonNullable<Pod["spec"]>): object {
  const containers = spec.containers?.map((container) => withKeysFirst(container, containerKeys));
  const initContainers = spec.initContainers?.map((container) => withKeysFirst(container, containerKeys));
  return withKeysFirst(
    { ...spec, ...(initContainers && { initContainers }), ...(containers && { containers }) },
    specKeys,
  );
}
