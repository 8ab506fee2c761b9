import type { Container, Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import { type Asked, asked, type EngineTraits, type HardFeature, ofContainers } from "./engine-traits.ts";

/**
 * What would change files or the order of events and the engine cannot do: to be refused before anything starts.
 * Volumes have their own checks, in planVolumes and mountProblems.
 * @problems ENGINE_UNSUPPORTED, CONTAINER_COMMAND_MISSING
 */
export function unsupported(pod: Pod, engine: EngineTraits): readonly Problem[] {
  const fields = Object.entries(hardFeatures).flatMap(([name, ask]) => {
    const words = engine.unsupported[name as HardFeature];
    if (words === undefined) return [];
    return ask(pod).map(({ where }) => (words === "" ? where : `${where}: ${words}`));
  });
  return [
    ...(fields.length > 0 ? [unsupportedFields(fields, engine)] : []),
    ...(engine.entryPoints === "not known"
      ? containerPlaces(pod).flatMap(([path, container]) => commandMissing(path, container, engine))
      : []),
  ];
}

const hardFeatures: Readonly<Record<HardFeature, (pod: Pod) => readonly Asked[]>> = {
  ephemeralContainers: ({ spec }) => asked("spec.ephemeralContainers", spec?.ephemeralContainers),
  sharedProcesses: ({ spec }) => asked("spec.shareProcessNamespace", spec?.shareProcessNamespace),
  resourceClaims: ({ spec }) => asked("spec.resourceClaims", spec?.resourceClaims),
  realTimeSignals: (pod) =>
    ofContainers(pod, (path, { lifecycle }) =>
      asked(`${path}.lifecycle.stopSignal`, lifecycle?.stopSignal?.startsWith("SIGRT")),
    ),
  blockDevices: (pod) => ofContainers(pod, (path, { volumeDevices }) => asked(`${path}.volumeDevices`, volumeDevices)),
  restartRules: (pod) =>
    ofContainers(pod, (path, { restartPolicyRules }) => asked(`${path}.restartPolicyRules`, restartPolicyRules)),
  ownRestartPolicies: (pod) => ofContainers(pod, (path, container) => ownRestartPolicy(path, container, pod)),
};

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
