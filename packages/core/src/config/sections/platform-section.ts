import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import { duration, quantity } from "../go-json-types.ts";
import {
  bool,
  field,
  flagged,
  type GoField,
  type GoMap,
  type GoStruct,
  int,
  listOf,
  mapOf,
  namedText,
  pointerTo,
  struct,
  text,
  textList,
  textMap,
} from "../go-type.ts";
import { kubernetesGoType } from "../kubernetes-go-type.ts";
import { acceleratorDevices } from "./accelerator-devices.ts";
import { zeroStorage } from "./storage-section.ts";

function platform(version: FlyteVersion): GoStruct {
  const second = version === "flyte-2.0";
  return struct("config.K8sPluginConfig", [
    flagged("inject-finalizer", bool),
    field("default-annotations", textMap, {
      byDefault: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" },
    }),
    field("default-labels", textMap),
    field("default-env-vars", textMap),
    field("default-env-vars-from-env", textMap),
    field("default-env-from-configmaps", textList),
    field("default-env-from-secrets", textList),
    flagged("default-cpus", quantity, "1"),
    flagged("default-memory", quantity, "1Gi"),
    field("default-tolerations", tolerations),
    field("default-node-selector", textMap),
    field("default-affinity", pointerTo(kubernetesGoType("corev1.Affinity")), { omitEmpty: true }),
    flagged("scheduler-name", text),
    field("interruptible-tolerations", tolerations),
    field("interruptible-node-selector", textMap),
    field("interruptible-node-selector-requirement", requirement),
    field("non-interruptible-node-selector-requirement", requirement),
    field("resource-tolerations", mapOf(tolerations, "map[v1.ResourceName][]v1.Toleration")),
    field("co-pilot", copilot(second)),
    flagged("delete-resource-on-finalize", bool),
    field("create-container-error-grace-period", duration, { byDefault: "3m0s" }),
    field("create-container-config-error-grace-period", duration),
    field("image-pull-backoff-grace-period", duration, { byDefault: "3m0s" }),
    field("image-pull-policy", namedText("v1.PullPolicy")),
    field("pod-pending-timeout", duration),
    field("gpu-device-node-label", text, { byDefault: "k8s.amazonaws.com/accelerator" }),
    field("gpu-partition-size-node-label", text, { byDefault: "k8s.amazonaws.com/gpu-partition-size" }),
    field("gpu-unpartitioned-node-selector-requirement", requirement),
    field("gpu-unpartitioned-toleration", pointerTo(toleration)),
    field("gpu-resource-name", namedText("v1.ResourceName"), { byDefault: "nvidia.com/gpu" }),
    ...(second ? accelerators : []),
    field("default-pod-security-context", pointerTo(kubernetesGoType("corev1.PodSecurityContext"))),
    field("default-security-context", pointerTo(kubernetesGoType("corev1.SecurityContext"))),
    field("enable-host-networking-pod", pointerTo(bool)),
    field("default-pod-dns-config", pointerTo(kubernetesGoType("corev1.PodDNSConfig"))),
    flagged("default-pod-template-name", text),
    flagged("default-pod-template-resync", duration, "30s"),
    flagged("send-object-events", bool),
    flagged("update-base-backoff-duration", int, 10),
    flagged("update-backoff-retries", int, 5),
    flagged("add-tolerations-for-extended-resources", textList, []),
    flagged(second ? "disable-inject-owner-references" : "enable-distributed-error-aggregation", bool),
  ]);
}

const toleration = kubernetesGoType("corev1.Toleration");
const tolerations = listOf(toleration);
const requirement = pointerTo(kubernetesGoType("corev1.NodeSelectorRequirement"));

function copilot(second: boolean): GoStruct {
  const image = second ? "cr.flyte.org/flyteorg/flyte-binary-v2:latest" : "cr.flyte.org/flyteorg/flytecopilot:v0.0.15";
  return struct("config.FlyteCoPilotConfig", [
    flagged("name", text, "flyte-copilot-"),
    flagged("image", text, image),
    flagged("default-input-path", text, "/var/flyte/inputs"),
    flagged("default-output-path", text, "/var/flyte/outputs"),
    flagged("input-vol-name", text, "flyte-inputs"),
    flagged("output-vol-name", text, "flyte-outputs"),
    field("start-timeout", duration),
    field("timeout", duration, { byDefault: "1h0m0s" }),
    flagged("cpu", text, "500m"),
    flagged("memory", text, "128Mi"),
    flagged("storage", text),
    ...(second
      ? [field("storage-config-override", pointerTo(zeroStorage)), field("storage-config-secret-name", text)]
      : []),
  ]);
}

const deviceClass = struct("config.AcceleratorDeviceClassConfig", [
  field("resource-name", namedText("v1.ResourceName")),
  field("device-node-label", text),
  field("partition-size-node-label", text),
  field("unpartitioned-node-selector-requirement", requirement),
  field("unpartitioned-toleration", pointerTo(toleration)),
  field("pod-template", pointerTo(kubernetesGoType("corev1.PodTemplate"))),
]);

const deviceClasses: GoMap = {
  ...mapOf(deviceClass, "map[string]config.AcceleratorDeviceClassConfig"),
  upperKeys: true,
};

const accelerators: readonly GoField[] = [
  field("accelerator-devices", textMap, { byDefault: acceleratorDevices }),
  field("accelerator-device-classes", deviceClasses, {
    byDefault: {
      AMAZON_NEURON: { "resource-name": "aws.amazon.com/neuron" },
      AMD_GPU: { "resource-name": "amd.com/gpu" },
      GOOGLE_TPU: {
        "resource-name": "google.com/tpu",
        "device-node-label": "cloud.google.com/gke-tpu-accelerator",
        "partition-size-node-label": "cloud.google.com/gke-tpu-topology",
      },
      HABANA_GAUDI: { "resource-name": "habana.ai/gaudi" },
      NVIDIA_GPU: { "resource-name": "nvidia.com/gpu" },
    },
  }),
];

/**
 * The fields of `plugins.k8s` and their defaults, in Go's order.
 * @source flyteplugins/go/tasks/pluginmachinery/flytek8s/config/config.go K8sPluginConfig, flyteorg/flyte v1.16.8 and v2.0.43
 */
export const platformSection: Readonly<Record<FlyteVersion, GoStruct>> = {
  "flyte-1.16": platform("flyte-1.16"),
  "flyte-2.0": platform("flyte-2.0"),
};
