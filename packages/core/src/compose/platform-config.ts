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
import { copilotDefaults, emptyDeviceClass, platformDefaults } from "./platform-defaults.ts";
import { type StorageConfig, storageOverride } from "./storage-config.ts";

type TextMap = Readonly<Record<string, string>>;

/**
 * Flyte's `plugins.k8s` section, under Flyte's own key names, as JSON holds it: durations are Go's canonical text
 * (`1h0m0s`), quantities are canonical too. A map or list that Flyte has as nil by default is empty here.
 * @source flyteplugins/go/tasks/pluginmachinery/flytek8s/config/config.go K8sPluginConfig, flyteorg/flyte v2.0.43
 */
export interface PlatformConfig {
  readonly "inject-finalizer": boolean;
  readonly "default-annotations": TextMap;
  readonly "default-labels": TextMap;
  readonly "default-env-vars": TextMap;
  /** The container's variable → the variable of the composing engine's environment. */
  readonly "default-env-vars-from-env": TextMap;
  readonly "default-env-from-configmaps": readonly string[];
  readonly "default-env-from-secrets": readonly string[];
  /** A quantity. */
  readonly "default-cpus": string;
  /** A quantity. */
  readonly "default-memory": string;
  readonly "default-tolerations": readonly Toleration[];
  readonly "default-node-selector": TextMap;
  readonly "default-affinity"?: Affinity;
  /** Empty: the cluster's default scheduler. */
  readonly "scheduler-name": string;
  readonly "interruptible-tolerations": readonly Toleration[];
  readonly "interruptible-node-selector": TextMap;
  readonly "interruptible-node-selector-requirement"?: NodeSelectorRequirement;
  readonly "non-interruptible-node-selector-requirement"?: NodeSelectorRequirement;
  /** By resource name. */
  readonly "resource-tolerations": Readonly<Record<string, readonly Toleration[]>>;
  readonly "co-pilot": CopilotConfig;
  readonly "delete-resource-on-finalize": boolean;
  readonly "create-container-error-grace-period": string;
  readonly "create-container-config-error-grace-period": string;
  readonly "image-pull-backoff-grace-period": string;
  /** Empty: left to Kubernetes. */
  readonly "image-pull-policy": string;
  readonly "pod-pending-timeout": string;
  readonly "gpu-device-node-label": string;
  readonly "gpu-partition-size-node-label": string;
  readonly "gpu-unpartitioned-node-selector-requirement"?: NodeSelectorRequirement;
  readonly "gpu-unpartitioned-toleration"?: Toleration;
  readonly "gpu-resource-name": string;
  /** The device a task asks for → the value of its node label. */
  readonly "accelerator-devices": TextMap;
  /** By class name in upper case (`GOOGLE_TPU`). */
  readonly "accelerator-device-classes": Readonly<Record<string, AcceleratorDeviceClass>>;
  readonly "default-pod-security-context"?: PodSecurityContext;
  readonly "default-security-context"?: SecurityContext;
  /** Absent: the Pod's own value stands. */
  readonly "enable-host-networking-pod"?: boolean;
  readonly "default-pod-dns-config"?: PodDNSConfig;
  /** Empty: there is none. */
  readonly "default-pod-template-name": string;
  readonly "default-pod-template-resync": string;
  readonly "send-object-events": boolean;
  readonly "update-base-backoff-duration": number;
  readonly "update-backoff-retries": number;
  /** Has no effect on container and pod tasks in Flyte 2. */
  readonly "add-tolerations-for-extended-resources": readonly string[];
  readonly "disable-inject-owner-references": boolean;
}

/** What downloads a raw container's inputs and uploads its outputs. */
export interface CopilotConfig {
  /** What the names of its containers begin with. */
  readonly name: string;
  readonly image: string;
  readonly "default-input-path": string;
  readonly "default-output-path": string;
  readonly "input-vol-name": string;
  readonly "output-vol-name": string;
  readonly "start-timeout": string;
  /** How long the uploader waits for outputs, and the Pod's grace period. */
  readonly timeout: string;
  /** A quantity, read when a Pod is composed: a wrong one is an error of the Pod, as in Flyte. */
  readonly cpu: string;
  /** As `cpu`. */
  readonly memory: string;
  /** The inputs volume's size limit; empty: none. As `cpu`. */
  readonly storage: string;
  /** The copilot's own storage config, where it is not the platform's; nothing in it has a default. */
  readonly "storage-config-override"?: StorageConfig;
  /** The Secret that holds the copilot's storage config; empty: it is given as arguments. */
  readonly "storage-config-secret-name": string;
}

/** Where the nodes of one class of accelerator are found. */
export interface AcceleratorDeviceClass {
  readonly "resource-name": string;
  readonly "device-node-label": string;
  readonly "partition-size-node-label": string;
  readonly "unpartitioned-node-selector-requirement"?: NodeSelectorRequirement;
  readonly "unpartitioned-toleration"?: Toleration;
  /** Merged under the Pods of tasks that ask for this class. */
  readonly "pod-template"?: PodTemplate;
}

/**
 * Reads a `plugins.k8s` section and fills in Flyte's defaults. A map or list that is given replaces the default one; the fields
 * of `co-pilot` are taken one by one. Maps may also be written as lists of maps, as Flyte allows. Keys match in any case.
 * @param partial - the section; absent or null: every default
 * @param where - the file that holds it, for the problems
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning, since Flyte passes over such a key in silence
 */
export function platformConfig(partial: unknown, where?: string): Result<PlatformConfig> {
  const problems: Problem[] = [];
  const config = readSection(partial, platformDefaults, readers, { path: "plugins.k8s", file: where, problems });
  return resultOf(config, problems);
}

const copilotReaders: FieldReaders<CopilotConfig> = {
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

const readers: FieldReaders<PlatformConfig> = {
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
  "co-pilot": (value, at) => readSection(value, copilotDefaults, copilotReaders, at),
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
  "accelerator-devices": read.mapOf(read.text),
  "accelerator-device-classes": read.mapOf(deviceClass, (name) => name.toUpperCase()),
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
  "disable-inject-owner-references": read.boolean,
};
