import type { PodSpec } from "../../kubernetes/gen/types.ts";
import { validateAffinity } from "./affinity.ts";
import { validatePodClaims } from "./claims.ts";
import type { Surroundings } from "./container.ts";
import { validateContainers, validateEphemeralContainers, validateInitContainers } from "./containers.ts";
import { validateDnsConfig, validateHostAliases } from "./dns-config.ts";
import { validateHostProcess } from "./host-process.ts";
import { validateHostUsers } from "./host-users.ts";
import { validateLabels } from "./labels.ts";
import { dnsLabel, dnsSubdomain, qualifiedName } from "./name-formats.ts";
import { validateOperatingSystem } from "./operating-system.ts";
import { validatePodResources } from "./pod-resources.ts";
import { validatePodSecurityContext } from "./pod-security-context.ts";
import { validateHostNetworkPorts } from "./ports.ts";
import { maxInt32, outsideOf } from "./ranges.ts";
import { duplicate, invalidFor, notOneOf, ofEach, type Refusals, required, when } from "./refusal.ts";
import { validateResources } from "./resources.ts";
import { validateTolerations } from "./tolerations.ts";
import { validateTopology } from "./topology.ts";
import { validateVolumes } from "./volumes.ts";

/** Of a Pod; absent for templates, which are held to less. */
export interface PodIdentity {
  readonly name: string;
  readonly isMirror: boolean;
}

/**
 * Refuses a Pod spec as it is stored.
 * @source pkg/apis/core/validation/validation.go ValidatePodSpec, Kubernetes v1.34.1
 */
export function validatePodSpec(spec: PodSpec, field: string, pod?: PodIdentity): Refusals {
  const { containers = [], initContainers, ephemeralContainers, restartPolicy = "Always" } = spec;
  const { valid, refusals } = validateVolumes(spec.volumes ?? [], `${field}.volumes`, pod?.name);
  const surroundings: Surroundings = {
    volumes: valid,
    claims: new Set((spec.resourceClaims ?? []).map(({ name }) => name).filter(Boolean)),
    gracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 0,
    restartPolicy,
    hostUsers: spec.hostUsers !== false,
  };
  const others = [...containers, ...(initContainers ?? [])];
  return [
    ...refusals,
    ...validatePodClaims(spec.resourceClaims, `${field}.resourceClaims`, pod?.isMirror ?? false),
    ...validateContainers(containers, surroundings, `${field}.containers`),
    ...validateInitContainers(initContainers, { ...surroundings, containers }, `${field}.initContainers`),
    ...validateEphemeralContainers(ephemeralContainers, { ...surroundings, others }, `${field}.ephemeralContainers`),
    ...validatePodResources(spec, surroundings.claims, `${field}.resources`),
    ...(spec.hostNetwork ? validateHostNetworkPorts(containers, `${field}.containers`, pod !== undefined) : []),
    ...notOneOf(restartPolicy, ["Always", "OnFailure", "Never"], `${field}.restartPolicy`),
    ...notOneOf(spec.dnsPolicy, ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"], `${field}.dnsPolicy`),
    ...validateLabels(spec.nodeSelector, `${field}.nodeSelector`),
    ...validatePodSecurityContext(spec.securityContext ?? {}, spec, `${field}.securityContext`),
    ...validateAffinity(spec.affinity, `${field}.affinity`),
    ...validateDnsConfig(spec.dnsConfig, spec.dnsPolicy, `${field}.dnsConfig`),
    ...validateGates(spec, field),
    ...validateTopology(spec.topologySpreadConstraints, `${field}.topologySpreadConstraints`),
    ...validateHostProcess(spec, field),
    ...validateHostUsers(spec, field),
    ...validateNames(spec, field),
  ];
}

function validateGates({ readinessGates, schedulingGates }: PodSpec, field: string): Refusals {
  const names = new Set<string>();
  return [
    ...ofEach(readinessGates, `${field}.readinessGates`, ({ conditionType }, at) =>
      invalidFor(`${at}.conditionType`, conditionType, qualifiedName(conditionType)),
    ),
    ...ofEach(schedulingGates, `${field}.schedulingGates`, ({ name }, at) => {
      const known = names.has(name);
      names.add(name);
      return [...invalidFor(at, name, qualifiedName(name)), ...when(known, duplicate(at, name))];
    }),
  ];
}

/** The part of a spec that says where and as whom the Pod runs. */
function validateNames(spec: PodSpec, field: string): Refusals {
  const { activeDeadlineSeconds: deadline, runtimeClassName, preemptionPolicy, overhead } = spec;
  const name = (key: "serviceAccountName" | "nodeName" | "priorityClassName") =>
    spec[key] ? invalidFor(`${field}.${key}`, spec[key], dnsSubdomain(spec[key])) : [];
  const label = (key: "hostname" | "subdomain") =>
    spec[key] ? invalidFor(`${field}.${key}`, spec[key], dnsLabel(spec[key])) : [];
  return [
    ...name("serviceAccountName"),
    ...name("nodeName"),
    ...(deadline === undefined ? [] : outsideOf(`${field}.activeDeadlineSeconds`, deadline, 1, maxInt32)),
    ...label("hostname"),
    ...label("subdomain"),
    ...validateTolerations(spec.tolerations, `${field}.tolerations`),
    ...validateHostAliases(spec.hostAliases, `${field}.hostAliases`),
    ...name("priorityClassName"),
    ...(runtimeClassName === undefined
      ? []
      : invalidFor(`${field}.runtimeClassName`, runtimeClassName, dnsSubdomain(runtimeClassName))),
    ...when(preemptionPolicy === "", required(`${field}.preemptionPolicy`)),
    ...notOneOf(preemptionPolicy || undefined, ["PreemptLowerPriority", "Never"], `${field}.preemptionPolicy`),
    ...(overhead ? validateResources({ limits: overhead }, new Set(), `${field}.overhead`) : []),
    ...validateOperatingSystem(spec, field),
  ];
}
