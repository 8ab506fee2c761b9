import type { ContainerResizePolicy, EphemeralContainer } from "../../kubernetes/gen/types.ts";
import type { Container } from "../../kubernetes/types.ts";
import { validateEnv, validateEnvFrom } from "./environment.ts";
import { validateLifecycle, validateProbes } from "./handlers.ts";
import { type Volumes, validateDevices, validateMounts } from "./mounts.ts";
import { dnsLabel } from "./name-formats.ts";
import { validateHostPorts, validatePorts } from "./ports.ts";
import {
  duplicate,
  forbidden,
  invalid,
  invalidFor,
  notFound,
  notOneOf,
  ofEach,
  type Refusals,
  required,
  typed,
  when,
} from "./refusal.ts";
import { validateResources } from "./resources.ts";
import { validateSecurityContext } from "./security-context.ts";

/** What of a Pod its containers are held to. */
export interface Surroundings {
  readonly volumes: Volumes;
  /** The names of its resource claims. */
  readonly claims: ReadonlySet<string>;
  readonly gracePeriodSeconds: number;
  readonly restartPolicy: string;
  /** Whether it lives in the host's user namespace. */
  readonly hostUsers: boolean;
}

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
      ...notEphemeral.flatMap((name) => when(hasAny(container[name]), forbidden(`${at}.${name}`, onlyLasting))),
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

function hasAny(value: object | undefined): boolean {
  return value !== undefined && (Object.keys(value).length > 0 || !("length" in value));
}

/** @source pkg/apis/core/validation/validation.go validateContainerCommon, Kubernetes v1.34.1 */
function validateContainer(container: Container, pod: Surroundings, field: string): Refusals {
  const { name, image, terminationMessagePolicy, imagePullPolicy, resources, securityContext } = container;
  return [
    ...when(!name, required(`${field}.name`)),
    ...invalidFor(`${field}.name`, name, name ? dnsLabel(name) : []),
    ...when(!image, required(`${field}.image`)),
    ...notOneOf(terminationMessagePolicy, ["File", "FallbackToLogsOnError"], `${field}.terminationMessagePolicy`),
    ...validatePorts(container.ports, `${field}.ports`),
    ...validateEnv(container.env, `${field}.env`),
    ...validateEnvFrom(container.envFrom, `${field}.envFrom`),
    ...validateMounts(container, pod.volumes, `${field}.volumeMounts`),
    ...validateDevices(container, pod.volumes, `${field}.volumeDevices`),
    ...notOneOf(imagePullPolicy, ["Always", "IfNotPresent", "Never"], `${field}.imagePullPolicy`),
    ...validateResources(resources ?? {}, pod.claims, `${field}.resources`),
    ...validateResizing(container.resizePolicy, pod.restartPolicy, `${field}.resizePolicy`),
    ...validateSecurityContext(securityContext, `${field}.securityContext`, pod.hostUsers),
  ];
}

/** @source pkg/apis/core/validation/validation.go validateResizePolicy, Kubernetes v1.34.1 */
function validateResizing(
  policies: readonly ContainerResizePolicy[] | undefined,
  podRestartPolicy: string,
  field: string,
): Refusals {
  const names = new Set<string>();
  return ofEach(policies, field, ({ resourceName, restartPolicy }, at) => {
    const known = names.has(resourceName);
    names.add(resourceName);
    return [
      ...when(known, duplicate(at, typed(resourceName))),
      ...when(!resourceName, required(field)),
      ...notOneOf(resourceName || undefined, ["cpu", "memory"], field),
      ...when(!restartPolicy, required(field)),
      ...notOneOf(restartPolicy || undefined, ["NotRequired", "RestartContainer"], field),
      ...when(
        podRestartPolicy === "Never" && restartPolicy !== "NotRequired",
        invalid(field, typed(restartPolicy), "must be 'NotRequired' when `restartPolicy` is 'Never'"),
      ),
    ];
  });
}

/**
 * A Pod's image names have no space around them; a template's may.
 * @source pkg/apis/core/validation/validation.go validateContainerOnlyForPod, Kubernetes v1.34.1
 */
export function validateImageText({ image = "" }: Container, field: string): Refusals {
  return when(image.trim() !== image, invalid(`${field}.image`, image, "must not have leading or trailing whitespace"));
}
