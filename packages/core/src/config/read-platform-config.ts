import type { FlyteVersion } from "../flyte/flyte-version.ts";
import type {
  Affinity,
  NodeSelectorRequirement,
  PodDNSConfig,
  PodSecurityContext,
  PodTemplate,
  SecurityContext,
  Toleration,
} from "../kubernetes/gen/types.ts";
import type { Problem, Result } from "../problem/problem.ts";
import { resultOf } from "../problem/result-of.ts";
import { type FieldReaders, readSection } from "./config-section.ts";
import * as read from "./config-values.ts";
import type { AcceleratorDeviceClass, CopilotConfig, PlatformConfig } from "./platform-config.ts";
import { emptyDeviceClass, platformDefaults } from "./platform-defaults.ts";
import { storageOverride } from "./storage-config.ts";

/**
 * Reads a `plugins.k8s` section and fills in Flyte's defaults. A map or list that is given replaces the default one; the fields
 * of `co-pilot` are taken one by one. Maps may also be written as lists of maps, as Flyte allows. Keys match in any case.
 * @param partial - the section; absent or null: every default
 * @param version - whose keys and defaults count
 * @param where - the file that holds it, for the problems
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning, since Flyte passes over such a key in silence
 */
export function platformConfig(partial: unknown, version: FlyteVersion, where?: string): Result<PlatformConfig> {
  const problems: Problem[] = [];
  const at: read.ConfigPlace = { path: "plugins.k8s", file: where, problems };
  const config = readSection(partial, platformDefaults[version], readersOf[version], at);
  return resultOf(config, problems);
}

const copilotReaders = {
  name: read.text,
  image: read.text,
  "default-input-path": read.text,
  "default-output-path": read.text,
  "input-vol-name": read.text,
  "output-vol-name": read.text,
  "start-timeout": read.duration,
  timeout: read.duration,
  cpu: read.text,
  memory: read.text,
  storage: read.text,
};

const copilot20Readers: FieldReaders<CopilotConfig> = {
  ...copilotReaders,
  "storage-config-override": storageOverride,
  "storage-config-secret-name": read.text,
};

const requirement = read.kubernetes<NodeSelectorRequirement>("corev1.NodeSelectorRequirement");
const toleration = read.kubernetes<Toleration>("corev1.Toleration");

const deviceClassReaders: FieldReaders<AcceleratorDeviceClass> = {
  "resource-name": read.text,
  "device-node-label": read.text,
  "partition-size-node-label": read.text,
  "unpartitioned-node-selector-requirement": requirement,
  "unpartitioned-toleration": toleration,
  "pod-template": read.kubernetes<PodTemplate>("corev1.PodTemplate"),
};

const deviceClass: read.ValueReader<AcceleratorDeviceClass> = (value, at) =>
  readSection(value, emptyDeviceClass, deviceClassReaders, at);

const sharedReaders = {
  "inject-finalizer": read.boolean,
  "default-annotations": read.mapOf(read.text),
  "default-labels": read.mapOf(read.text),
  "default-env-vars": read.mapOf(read.text),
  "default-env-vars-from-env": read.mapOf(read.text),
  "default-env-from-configmaps": read.listOf(read.text),
  "default-env-from-secrets": read.listOf(read.text),
  "default-cpus": read.quantity,
  "default-memory": read.quantity,
  "default-tolerations": read.listOf(toleration),
  "default-node-selector": read.mapOf(read.text),
  "default-affinity": read.kubernetes<Affinity>("corev1.Affinity"),
  "scheduler-name": read.text,
  "interruptible-tolerations": read.listOf(toleration),
  "interruptible-node-selector": read.mapOf(read.text),
  "interruptible-node-selector-requirement": requirement,
  "non-interruptible-node-selector-requirement": requirement,
  "resource-tolerations": read.mapOf(read.listOf(toleration)),
  "delete-resource-on-finalize": read.boolean,
  "create-container-error-grace-period": read.duration,
  "create-container-config-error-grace-period": read.duration,
  "image-pull-backoff-grace-period": read.duration,
  "image-pull-policy": read.text,
  "pod-pending-timeout": read.duration,
  "gpu-device-node-label": read.text,
  "gpu-partition-size-node-label": read.text,
  "gpu-unpartitioned-node-selector-requirement": requirement,
  "gpu-unpartitioned-toleration": toleration,
  "gpu-resource-name": read.text,
  "default-pod-security-context": read.kubernetes<PodSecurityContext>("corev1.PodSecurityContext"),
  "default-security-context": read.kubernetes<SecurityContext>("corev1.SecurityContext"),
  "enable-host-networking-pod": read.boolean,
  "default-pod-dns-config": read.kubernetes<PodDNSConfig>("corev1.PodDNSConfig"),
  "default-pod-template-name": read.text,
  "default-pod-template-resync": read.duration,
  "send-object-events": read.boolean,
  "update-base-backoff-duration": read.integer,
  "update-backoff-retries": read.integer,
  "add-tolerations-for-extended-resources": read.listOf(read.text),
};

/** What each version knows. */
const readersOf: Readonly<Record<FlyteVersion, FieldReaders<PlatformConfig>>> = {
  "flyte-1.16": {
    ...sharedReaders,
    "co-pilot": (value, at) => readSection(value, platformDefaults["flyte-1.16"]["co-pilot"], copilotReaders, at),
    "enable-distributed-error-aggregation": read.boolean,
  },
  "flyte-2.0": {
    ...sharedReaders,
    "co-pilot": (value, at) => readSection(value, platformDefaults["flyte-2.0"]["co-pilot"], copilot20Readers, at),
    "accelerator-devices": read.mapOf(read.text),
    "accelerator-device-classes": read.mapOf(deviceClass, (name) => name.toUpperCase()),
    "disable-inject-owner-references": read.boolean,
  },
};
