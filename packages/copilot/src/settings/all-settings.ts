import type { Setting } from "./setting.ts";

/** The key of the store's own settings, which are merged pair by pair. */
export const stowConfigKey = "storage.stow.config";

const used: readonly Setting[] = [
  setting(
    "storage.type",
    "string",
    "stow, s3, minio or local (all the same: `storage.stow` says which store it is)",
    "stow",
  ),
  setting("storage.stow.kind", "string", "which store: s3, google, azure or local", "s3"),
  setting(stowConfigKey, "pairs", "a setting of the store, key=value; may be repeated", "region=us-east-1"),
  setting("storage.container", "string", "the bucket that holds Flyte's metadata"),
  setting("storage.enable-multicontainer", "boolean", "take references to other buckets too", "false"),
  setting("storage.limits.maxDownloadMBs", "integer", "largest input in MiB, 0 for any", "2"),
  setting("logger.level", "integer", "2 error, 3 warn, 4 info, 5 debug", "3"),
  setting("storage.connection.endpoint", "string", "Flyte 1: where the store is"),
  setting("storage.connection.auth-type", "string", "Flyte 1: iam or accesskey", "iam"),
  setting("storage.connection.access-key", "string", "Flyte 1: the access key's id"),
  setting("storage.connection.secret-key", "string", "Flyte 1: the secret key"),
  setting("storage.connection.region", "string", "Flyte 1: the store's region", "us-east-1"),
  setting("storage.connection.disable-ssl", "boolean", "Flyte 1: http for an endpoint without a scheme", "false"),
  inFiles("storage.schemes", "pairs", "how stores of other schemes are reached: `schemes.gs.config`, as `stow.config`"),
];

const without: readonly Setting[] = [
  setting("storage.cache.max_size_mbs", "integer", "upstream's cache of small objects", "0"),
  setting("storage.cache.target_gc_percent", "integer", "Go's garbage collector", "0"),
  setting("storage.defaultHttpClient.timeout", "duration", "upstream's limit for one request", "0s"),
  setting("storage.defaultHttpClient.idleConnTimeout", "duration", "upstream's pool of connections", "1m30s"),
  setting("storage.defaultHttpClient.maxIdleConns", "integer", "upstream's pool of connections", "1024"),
  setting("storage.defaultHttpClient.maxIdleConnsPerHost", "integer", "upstream's pool of connections", "1024"),
  setting("storage.defaultHttpClient.maxConnsPerHost", "integer", "upstream's pool of connections", "0"),
  inFiles("storage.defaultHttpClient.headers", "list", "requests carry no headers of a user's"),
  inFiles("storage.redis.addr", "string", "no references to Redis are served"),
  inFiles("storage.redis.username", "string", "no references to Redis are served"),
  inFiles("storage.redis.password", "string", "no references to Redis are served"),
  inFiles("storage.redis.db", "integer", "no references to Redis are served"),
  inFiles("storage.signedUrl.stowConfigOverride", "pairs", "the copilot signs no URLs"),
  setting("logger.formatter.type", "string", "the log is JSON lines", "json"),
  setting("logger.mute", "boolean", "the copilot's log has no such choice", "false"),
  setting("logger.show-source", "boolean", "the copilot's log has no such choice", "false"),
  setting("otel.type", "string", "the copilot sends no traces", "noop"),
  setting("otel.file.filename", "string", "the copilot sends no traces", "/tmp/trace.txt"),
  setting("otel.jaeger.endpoint", "string", "the copilot sends no traces", "http://localhost:14268/api/traces"),
  setting("otel.otlpgrpc.endpoint", "string", "the copilot sends no traces", "http://localhost:4317"),
  setting("otel.otlphttp.endpoint", "string", "the copilot sends no traces", "http://localhost:4318/v1/traces"),
  setting("otel.sampler.parentSampler", "string", "the copilot sends no traces", "always"),
  inFiles("otel.sampler.traceIdRatio", "string", "the copilot sends no traces", "0.01"),
];

/**
 * Everything that upstream's config sections hold, Flyte 1's connection included. Flags, variables, the keys that files may have,
 * and the tables of docs/copilot.md all come from this list.
 * @source flytestdlib storage/config.go, logger/config.go, otelutils/config.go, flyteorg/flyte v2.0.43; ConnectionConfig: v1.16.8
 */
export const allSettings: readonly Setting[] = [
  ...used,
  ...without.map((each): Setting => ({ ...each, ignored: true })),
];

function setting(key: string, kind: Setting["kind"], means: string, byDefault?: string): Setting {
  return { key, kind, means, from: "everywhere", ...(byDefault !== undefined && { byDefault }) };
}

function inFiles(key: string, kind: Setting["kind"], means: string, byDefault?: string): Setting {
  return { ...setting(key, kind, means, byDefault), from: "files" };
}
