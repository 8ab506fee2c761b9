import type { Container, Volume } from "../../kubernetes/types.ts";
import { didYouMean } from "../../problem/did-you-mean.ts";
import type { Place } from "../finding.ts";
import { inside } from "../inside.ts";
import type { LintedPod } from "../lint-context.ts";
import type { Found, LintRule } from "../lint-rule.ts";
import { placeInPod } from "../place-in-pod.ts";
import { podContainers } from "../pod-containers.ts";
import { templateContainers } from "../template-containers.ts";

/** Mounts of volumes that do not exist. */
export const volumeMissing: LintRule = {
  id: "volume-missing",
  codes: ["VOLUME_MISSING"],
  summary: "A container mounts a volume that its Pod, or its PodTemplate, does not have.",
  help: `An API server refuses both. A PodTemplate has to be whole in itself: it cannot mount a volume that only the tasks bring.`,
  findingsOf: ({ podTemplates, pods }) => [
    ...podTemplates.flatMap((template) =>
      templateContainers(template).flatMap(({ container, place }) =>
        missingIn(container, template.template.template?.spec?.volumes ?? []).map(({ name, key, index }) =>
          found(
            name,
            container.name,
            template.template.template?.spec?.volumes ?? [],
            inside(place, key, index, "name"),
          ),
        ),
      ),
    ),
    ...pods.flatMap(inPod),
  ],
};

/** Those that no template has been blamed for. */
function inPod(pod: LintedPod): readonly Found[] {
  const volumes = pod.composition?.pod.spec?.volumes ?? [];
  return podContainers(pod).flatMap(({ container, path }) =>
    missingIn(container, volumes).flatMap(({ name, key, index }) => {
      const where = placeInPod(pod, [...path, key, index, "name"]) ?? { document: pod.task ?? "", path: [] };
      if (where.document === pod.template?.document) return [];
      return [{ ...found(name, container.name, volumes, where), task: pod.task }];
    }),
  );
}

interface Reference {
  readonly name: string;
  readonly key: "volumeMounts" | "volumeDevices";
  readonly index: number;
}

function missingIn(container: Container, volumes: readonly Volume[]): readonly Reference[] {
  const known = new Set(volumes.map(({ name }) => name));
  return (["volumeMounts", "volumeDevices"] as const).flatMap((key) =>
    [...(container[key] ?? []).entries()]
      .filter(([, { name }]) => !known.has(name))
      .map(([index, { name }]) => ({ name, key, index })),
  );
}

function found(name: string, container: string, volumes: readonly Volume[], where: Place): Found {
  const names = volumes.map((volume) => volume.name);
  const meant = didYouMean(name, names);
  const there = names.length === 0 ? "there is none" : `there is ${names.join(", ")}`;
  return {
    severity: "error",
    code: "VOLUME_MISSING",
    what: `container ${container} mounts the volume ${name}, which does not exist`,
    where,
    fix: meant ? `did you mean ${meant}?` : `add a volume of this name to volumes (${there}), or take the mount away`,
    container,
  };
}
