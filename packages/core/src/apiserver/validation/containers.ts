import type { EphemeralContainer } from "../../kubernetes/gen/types.ts";
import type { Container } from "../../kubernetes/types.ts";
import { type Surroundings, validateContainer, validateImageText } from "./container.ts";
import { validateLifecycle, validateProbes } from "./handlers.ts";
import { validateHostPorts } from "./ports.ts";
import { duplicate, forbidden, notFound, ofEach, type Refusals, required, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validateContainers, Kubernetes v1.34.1 */
export function validateContainers(containers: readonly Container[], pod: Surroundings, field: string): Refusals {
  if (containers.length === 0) return [required(field)];
  const names = new Set<string>();
  return [
    ...ofEach(containers, field, (container, at) => [
      ...validateContainer(container, pod, at),
      ...takeName(container.name, names, at),
      ...validateLifecycle(container.lifecycle, pod.gracePeriodSeconds, `${at}.lifecycle`),
      ...validateProbes(container, pod.gracePeriodSeconds, at),
    ]),
    ...validateHostPorts(containers, field),
  ];
}

/**
 * Refuses init containers. One init container's conflicting ports are told as those of the first.
 * @source pkg/apis/core/validation/validation.go validateInitContainers, Kubernetes v1.34.1
 */
export function validateInitContainers(
  containers: readonly Container[] | undefined,
  pod: Surroundings & { readonly containers: readonly Container[] },
  field: string,
): Refusals {
  const names = new Set(pod.containers.map(({ name }) => name));
  return ofEach(containers, field, (container, at) => [
    ...validateContainer(container, pod, at),
    ...(container.name ? takeName(container.name, names, at) : []),
    ...validateHostPorts([container], field),
    ...(container.restartPolicy === "Always"
      ? [
          ...validateLifecycle(container.lifecycle, pod.gracePeriodSeconds, `${at}.lifecycle`),
          ...validateProbes(container, pod.gracePeriodSeconds, at),
        ]
      : ofSidecars.flatMap((name) =>
          when(
            container[name],
            forbidden(`${at}.${name}`, "may not be set for init containers without restartPolicy=Always"),
          ),
        )),
  ]);
}

const ofSidecars = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] as const;

function takeName(name: string, names: Set<string>, field: string): Refusals {
  const taken = names.has(name);
  names.add(name);
  return when(taken, duplicate(`${field}.name`, name));
}

/** @source pkg/apis/core/validation/validation.go validateEphemeralContainers, Kubernetes v1.34.1 */
export function validateEphemeralContainers(
  containers: readonly EphemeralContainer[] | undefined,
  pod: Surroundings & { readonly others: readonly Container[] },
  field: string,
): Refusals {
  const others = new Set(pod.others.map(({ name }) => name));
  const names = new Set(others);
  return ofEach(containers, field, (container, at) => {
    const { targetContainerName: target, volumeMounts } = container;
    return [
      ...validateContainer(container as Container, pod, at),
      ...validateImageText(container as Container, at),
      ...takeName(container.name, names, at),
      ...when(target && !others.has(target), notFound(`${at}.targetContainerName`, target ?? "")),
      ...notEphemeral.flatMap((name) => when(isSet(name, container[name]), forbidden(`${at}.${name}`, onlyLasting))),
      ...ofEach(volumeMounts, `${at}.volumeMounts`, ({ subPath, subPathExpr }, mount) => [
        ...when(subPath, forbidden(`${mount}.subPath`, onlyLasting)),
        ...when(subPathExpr, forbidden(`${mount}.subPathExpr`, onlyLasting)),
      ]),
    ];
  });
}

const onlyLasting = "cannot be set for an Ephemeral Container";

const notEphemeral = [
  "ports",
  "resources",
  "resizePolicy",
  "livenessProbe",
  "readinessProbe",
  "startupProbe",
  "lifecycle",
] as const;

/** Resources are always there, if only as an empty object; the other fields are not. */
function isSet(name: (typeof notEphemeral)[number], value: object | undefined): boolean {
  return value !== undefined && (name !== "resources" || Object.keys(value).length > 0);
}
