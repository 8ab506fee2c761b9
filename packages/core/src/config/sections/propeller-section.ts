import { duration, port } from "../go-json-types.ts";
import {
  bool,
  field,
  flagged,
  type GoField,
  type GoStruct,
  int,
  int32,
  int64,
  struct,
  text,
  textList,
  textMap,
} from "../go-type.ts";

const queueFields: readonly GoField[] = [
  flagged("type", text),
  flagged("base-delay", duration),
  flagged("max-delay", duration),
  flagged("rate", int64),
  flagged("capacity", int),
];

const queue = struct("config.CompositeQueueConfig", [
  flagged("type", text, "batch"),
  field("queue", struct("config.WorkqueueConfig", queueFields), {
    omitEmpty: true,
    byDefault: { type: "maxof", "base-delay": "0s", "max-delay": "1m0s", rate: 1000, capacity: 10000 },
  }),
  field("sub-queue", struct("config.WorkqueueConfig", queueFields), {
    omitEmpty: true,
    byDefault: { type: "bucket", rate: 1000, capacity: 10000 },
  }),
  flagged("batching-interval", duration, "1s"),
  flagged("batch-size", int, -1),
]);

const leaderElection = struct("config.LeaderElectionConfig", [
  flagged("enabled", bool),
  field("lock-config-map", struct("types.NamespacedName", [flagged("Namespace", text), flagged("Name", text)])),
  flagged("lease-duration", duration, "15s"),
  flagged("renew-deadline", duration, "10s"),
  flagged("retry-period", duration, "2s"),
]);

const client = struct("config.KubeClientConfig", [
  field("qps", { kind: "float" }, { byDefault: 100 }),
  flagged("burst", int, 25),
  flagged("timeout", duration, "30s"),
]);

const node = struct("config.NodeConfig", [
  field(
    "default-deadlines",
    struct("config.DefaultDeadlines", [
      flagged("node-execution-deadline", duration),
      flagged("node-active-deadline", duration),
    ]),
    { omitEmpty: true },
  ),
  flagged("max-node-retries-system-failures", int64, 3),
  flagged("interruptible-failure-threshold", int32, -1),
  flagged("default-max-attempts", int32, 1),
  flagged("ignore-retry-cause", bool),
  flagged("enable-cr-debug-metadata", bool),
]);

const arrayNode = struct("config.ArrayNodeConfig", [
  flagged("event-version", int),
  flagged("default-parallelism-behavior", text, "unlimited"),
  flagged("use-map-plugin-logs", bool),
  flagged("max-delta-timestamp", duration, "72h0m0s"),
  flagged("max-task-phase-version-attempts", int, 3),
]);

const offloading = struct("config.LiteralOffloadingConfig", [
  flagged("Enabled", bool),
  flagged("supported-sdk-versions", textMap, { FLYTE_SDK: "1.13.14" }),
  flagged("min-size-in-mb-for-offloading", int64, 10),
  flagged("max-size-in-mb-for-offloading", int64, 1000),
]);

/**
 * The fields of Flyte 1's `propeller` and their defaults.
 * @source flytepropeller/pkg/controller/config/config.go Config, flyteorg/flyte v1.16.8
 */
export const propellerSection: GoStruct = struct("config.Config", [
  flagged("kube-config", text),
  flagged("master", text),
  flagged("workers", int, 20),
  flagged("workflow-reeval-duration", duration, "10s"),
  flagged("downstream-eval-duration", duration, "30s"),
  flagged("limit-namespace", text, "all"),
  flagged("prof-port", port, 10254),
  { ...flagged("metadata-prefix", text, "metadata/propeller"), omitEmpty: true },
  flagged("rawoutput-prefix", text),
  field("queue", queue, { omitEmpty: true }),
  flagged("metrics-prefix", text, "flyte"),
  flagged("metrics-keys", textList, ["project", "domain", "wf", "task"]),
  flagged("enable-admin-launcher", bool, true),
  flagged("max-workflow-retries", int, 10),
  flagged("max-ttl-hours", int, 23),
  flagged("gc-interval", duration, "30m0s"),
  field("leader-election", leaderElection, { omitEmpty: true }),
  flagged("publish-k8s-events", bool),
  flagged("max-output-size-bytes", int64, -1),
  flagged("enable-grpc-latency-metrics", bool),
  field("kube-client-config", client),
  field("node-config", node, { omitEmpty: true }),
  flagged("max-streak-length", int, 8),
  field(
    "event-config",
    struct("config.EventConfig", [
      flagged("raw-output-policy", text, "reference"),
      flagged("fallback-to-output-reference", bool),
    ]),
    { omitEmpty: true },
  ),
  flagged("include-shard-key-label", textList),
  flagged("exclude-shard-key-label", textList),
  flagged("include-project-label", textList),
  flagged("exclude-project-label", textList),
  flagged("include-domain-label", textList),
  flagged("exclude-domain-label", textList),
  flagged("cluster-id", text, "propeller"),
  flagged("create-flyteworkflow-crd", bool),
  flagged("node-execution-worker-count", int, 8),
  field("array-node-config", arrayNode, { omitEmpty: true }),
  field("literal-offloading-config", offloading),
]);
