import type { Container, Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";

/**
 * What would change files or the order of events and the sandbox cannot do: to be refused before anything starts.
 * Volumes have their own checks, in planVolumes and mountProblems.
 * @problems ENGINE_UNSUPPORTED, CONTAINER_COMMAND_MISSING
 */
export function unsupported(pod: Pod): readonly Problem[] {
  const { spec } = pod;
  const all = containerPlaces(pod);
  const fields = [
    ...present("spec", spec, ["ephemeralContainers", "shareProcessNamespace", "resourceClaims"]),
    ...all.flatMap(([path, container]) => unsupportedOf(path, container)),
    ...all.flatMap(([path, container]) => ownRestartPolicy(path, container, pod)),
  ];
  return [
    ...(fields.length > 0 ? [unsupportedFields(fields)] : []),
    ...all.flatMap(([path, container]) => commandMissing(path, container)),
  ];
}

function unsupportedOf(path: string, container: Container): readonly string[] {
  return [
    ...present(path, container, ["startupProbe", "livenessProbe", "volumeDevices", "restartPolicyRules"]),
    ...present(`${path}.lifecycle`, container.lifecycle, ["postStart", "preStop", "stopSignal"]),
  ];
}

/** An init container's `Always` makes it a sidecar; whatever else a container says of its own restarts is newer than this engine. */
function ownRestartPolicy(path: string, container: Container, { spec }: Pod): readonly string[] {
  const isInit = spec?.initContainers?.includes(container) ?? false;
  return isInit && container.restartPolicy === "Always" ? [] : present(path, container, ["restartPolicy"]);
}

function present(path: string, value: object | undefined, fields: readonly string[]): readonly string[] {
  const entries = new Map(Object.entries(value ?? {}));
  return fields.filter((field) => isGiven(entries.get(field))).map((field) => `${path}.${field}`);
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false;
}

function unsupportedFields(fields: readonly string[]): Problem {
  return {
    code: "ENGINE_UNSUPPORTED",
    what: "the Pod has fields that decide what happens when, and that the sandbox engine does not have",
    where: fields.join("\n"),
    fix: "remove them for this run, or run the Pod on a cluster",
  };
}

function commandMissing(path: string, { name, command, image }: Container): readonly Problem[] {
  if (command?.length) return [];
  return [
    {
      code: "CONTAINER_COMMAND_MISSING",
      what: `container ${name} has no command, and the sandbox does not know the entry point of ${image ?? "its image"}`,
      where: `${path}.command`,
      fix: "set `command` to the program that the image would start",
    },
  ];
}
