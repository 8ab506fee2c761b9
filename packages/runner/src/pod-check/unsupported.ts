import type { Container, Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import { type Asked, asked, type EngineTraits, ofContainers } from "./engine-traits.ts";

/**
 * What would change files or the order of events and no engine of this machine does: to be refused before anything starts.
 * Volumes have their own checks, in planVolumes and mountProblems.
 * @problems ENGINE_UNSUPPORTED, CONTAINER_COMMAND_MISSING
 */
export function unsupported(pod: Pod, engine: EngineTraits): readonly Problem[] {
  const fields = hardFeatures.flatMap((ask) => ask(pod).map(({ where }) => where));
  return [
    ...(fields.length > 0 ? [unsupportedFields(fields, engine)] : []),
    ...(engine.entryPoints === "not known"
      ? containerPlaces(pod).flatMap(([path, container]) => commandMissing(path, container, engine))
      : []),
  ];
}

const hardFeatures: readonly ((pod: Pod) => readonly Asked[])[] = [
  ({ spec }) => asked("spec.ephemeralContainers", spec?.ephemeralContainers),
  ({ spec }) => asked("spec.resourceClaims", spec?.resourceClaims),
  (pod) =>
    ofContainers(pod, (path, { lifecycle }) =>
      asked(`${path}.lifecycle.stopSignal`, lifecycle?.stopSignal?.startsWith("SIGRT")),
    ),
  (pod) => ofContainers(pod, (path, { volumeDevices }) => asked(`${path}.volumeDevices`, volumeDevices)),
  (pod) => ofContainers(pod, (path, { restartPolicyRules }) => asked(`${path}.restartPolicyRules`, restartPolicyRules)),
  (pod) => ofContainers(pod, (path, container) => ownRestartPolicy(path, container, pod)),
];

/** An init container's `Always` makes it a sidecar; whatever else a container says of its own restarts is newer than this. */
function ownRestartPolicy(path: string, container: Container, { spec }: Pod): readonly Asked[] {
  const isInit = spec?.initContainers?.includes(container) ?? false;
  const isSidecar = isInit && container.restartPolicy === "Always";
  return isSidecar ? [] : asked(`${path}.restartPolicy`, container.restartPolicy);
}

function unsupportedFields(fields: readonly string[], { name }: EngineTraits): Problem {
  return {
    code: "ENGINE_UNSUPPORTED",
    what: `the Pod has fields that decide what happens when, and that ${name} does not have`,
    where: fields.join("\n"),
    fix: "remove them for this run, or run the Pod on a cluster",
  };
}

function commandMissing(path: string, { name, command, image }: Container, engine: EngineTraits): readonly Problem[] {
  if (command?.length) return [];
  return [
    {
      code: "CONTAINER_COMMAND_MISSING",
      what: `container ${name} has no command, and ${engine.name} does not know the entry point of ${image ?? "its image"}`,
      where: `${path}.command`,
      fix: "set `command` to the program that the image would start",
    },
  ];
}
