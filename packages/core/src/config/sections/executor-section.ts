import { duration } from "../go-json-types.ts";
import { bool, field, flagged, type GoStruct, int, int32, struct, text } from "../go-type.ts";

/**
 * The fields of Flyte 2's `executor` and their defaults.
 * @source executor/pkg/config/config.go Config, flyteorg/flyte v2.0.43
 */
export const executorSection: GoStruct = struct("config.Config", [
  flagged("metricsBindAddress", text, ":10254"),
  flagged("healthProbeBindAddress", text, ":8081"),
  flagged("leaderElect", bool),
  flagged("metricsSecure", bool, true),
  flagged("webhookCertPath", text),
  flagged("webhookCertName", text, "tls.crt"),
  flagged("webhookCertKey", text, "tls.key"),
  flagged("metricsCertPath", text),
  flagged("metricsCertName", text, "tls.crt"),
  flagged("metricsCertKey", text, "tls.key"),
  flagged("enableHTTP2", bool),
  flagged("EventsServiceURL", text, "http://localhost:8090"),
  flagged("cacheServiceURL", text, "http://localhost:8094"),
  flagged("cluster", text),
  flagged("defaultK8sServiceAccount", text),
  flagged("maxSystemFailures", int32, 3),
  field("maxConcurrentReconciles", int, { byDefault: 512 }),
  flagged("requeueDuration", duration, "10s"),
  field(
    "gc",
    struct("config.GCConfig", [flagged("interval", duration, "30m0s"), flagged("maxTTL", duration, "1h0m0s")]),
  ),
]);
