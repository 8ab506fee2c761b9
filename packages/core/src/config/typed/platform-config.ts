import type {
  Affinity,
  NodeSelectorRequirement,
  PodDNSConfig,
  PodSecurityContext,
  PodTemplate,
  SecurityContext,
  Toleration,
} from "../../kubernetes/gen/types.ts";
import type { StorageConfig } from "./storage-config.ts";

type TextMap = Readonly<Record<string, string>>;

/**
 * Flyte's `plugins.k8s` section, under Flyte's own key names, as JSON holds it: durations are Go's canonical text
 * (`1h0m0s`), quantities are canonical too. A map or list that Flyte has as nil by default is empty here, and so is a key that the
 * version of Flyte does not know.
 * @source flyteplugins/go/tasks/pluginmachinery/flytek8s/config/config.go K8sPluginConfig, flyteorg/flyte v2.0.43 and v1.16.8
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
  /** Flyte 2 only. The device a task asks for → the value of its node label. */
  readonly "accelerator-devices": TextMap;
  /** Flyte 2 only. By class name in upper case (`GOOGLE_TPU`). */
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
  /** Flyte 2 only. */
  readonly "disable-inject-owner-references": boolean;
  /** Flyte 1 only; has no effect on container and pod tasks. */
  readonly "enable-distributed-error-aggregation": boolean;
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
  /** Has no effect in Flyte 2. */
  readonly "start-timeout": string;
  /** How long the uploader waits for outputs, and the Pod's grace period. */
  readonly timeout: string;
  /** A quantity, read when a Pod is composed: a wrong one is an error of the Pod, as in Flyte. */
  readonly cpu: string;
  /** As `cpu`. */
  readonly memory: string;
  /** Has no effect in Flyte 2: the volumes' size limit is the execution's `overrides.resources.limits.storage`, else what it requests. */
  readonly storage: string;
  /** Flyte 2 only. The copilot's own storage config, where it is not the platform's; nothing in it has a default. */
  readonly "storage-config-override"?: StorageConfig;
  /** Flyte 2 only. The Secret that holds the copilot's storage config; empty: it is given as arguments. */
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
