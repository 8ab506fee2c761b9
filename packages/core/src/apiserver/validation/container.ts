import type { ContainerResizePolicy } from "../../kubernetes/gen/types.ts";
import type { Container } from "../../kubernetes/types.ts";
import { validateEnv, validateEnvFrom } from "./environment.ts";
import { type Volumes, validateDevices, validateMounts } from "./mounts.ts";
import { dnsLabel } from "./name-formats.ts";
import { validatePorts } from "./ports.ts";
import { duplicate, invalid, invalidFor, notOneOf, ofEach, type Refusals, required, typed, when } from "./refusal.ts";
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

/** @source pkg/apis/core/validation/validation.go validateContainerCommon, Kubernetes v1.34.1 */
export function validateContainer(container: Container, pod: Surroundings, field: string): Refusals {
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
