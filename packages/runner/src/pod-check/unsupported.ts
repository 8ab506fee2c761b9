import type { Container, Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";

/**
 * What would change files or the order of events and the sandbox cannot do: to be refused before anything starts.
 * Volumes have their own check.
 * @problems ENGINE_UNSUPPORTED, CONTAINER_COMMAND_MISSING, POD_INVALID
 */
export function unsupported(pod: Pod): readonly Problem[] {
  const { spec } = pod;
  const all = containerPlaces(pod);
  const fields = [
    ...present("spec", spec, ["ephemeralContainers", "shareProcessNamespace", "resourceClaims"]),
    ...all.flatMap(([path, container]) => unsupportedOf(path, container)),
    ...all.flatMap(([path, container]) => ownRestartPolicy(path, container, pod)),
  ];
  const volumes = new Set((spec?.volumes ?? []).map(({ name }) => name));
  return [
    ...(fields.length > 0 ? [unsupportedFields(fields)] : []),
    ...duplicates(all),
    ...badNames([...all, ...(spec?.volumes ?? []).map((volume, index) => [`spec.volumes[${index}]`, volume] as const)]),
    ...all.flatMap(([path, container]) => commandMissing(path, container)),
    ...all.flatMap(([path, container]) => mountProblems(path, container, volumes)),
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
  return fields
    .filter((field) => ![undefined, null, false].includes(entries.get(field)))
    .map((field) => `${path}.${field}`);
}

function unsupportedFields(fields: readonly string[]): Problem {
  return {
    code: "ENGINE_UNSUPPORTED",
    what: "the Pod has fields that decide what happens when, and that the sandbox engine does not have",
    where: fields.join("\n"),
    fix: "remove them for this run, or run the Pod on a cluster",
  };
}

function duplicates(all: readonly (readonly [string, Container])[]): readonly Problem[] {
  const seen = new Set<string>();
  return all.flatMap(([path, { name }]) => {
    const repeated = seen.has(name);
    seen.add(name);
    if (!repeated) return [];
    return [
      {
        code: "POD_INVALID",
        what: `two containers are named ${name}`,
        where: path,
        fix: "give each container a name of its own",
      } as const,
    ];
  });
}

/** @source apimachinery validation.IsDNS1123Label */
function badNames(named: readonly (readonly [string, { readonly name: string }])[]): readonly Problem[] {
  const bad = named.filter(([, { name }]) => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
  return bad.map(([path, { name }]) => ({
    code: "POD_INVALID",
    what: `${JSON.stringify(name)} is not a name that Kubernetes takes`,
    where: `${path}.name`,
    fix: "use at most 63 lower case letters, digits and hyphens, with no hyphen at the ends",
  }));
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

function mountProblems(path: string, { volumeMounts }: Container, volumes: ReadonlySet<string>): readonly Problem[] {
  return (volumeMounts ?? []).flatMap(({ name, mountPath }, index): readonly Problem[] => {
    const where = `${path}.volumeMounts[${index}]`;
    if (!volumes.has(name)) {
      return [
        {
          code: "POD_INVALID",
          what: `the Pod has no volume ${name}`,
          where,
          fix: "add it to spec.volumes, or correct the name",
        },
      ];
    }
    if (/^\/*(proc|sys)?\/*$/.test(mountPath)) {
      return [
        {
          code: "ENGINE_UNSUPPORTED",
          what: `the sandbox cannot mount a volume at ${mountPath}`,
          where,
          fix: "mount it at a folder of its own",
        },
      ];
    }
    return [];
  });
}
