/**
 * Flags that upstream takes and that change nothing about a transfer: client-go's overrides, klog's, otel's, the cache
 * and the HTTP client's. Accepted, so that a Pod written for upstream starts.
 * Beware: `--certificate-authority` and `--insecure-skip-tls-verify` belong to client-go, never to the store.
 * @source flytecopilot/cmd/root.go, flyteorg/flyte v2.0.43
 */
export const ignoredValueFlags: readonly string[] = [
  "--kubeconfig <file>",
  "--as <user>",
  "--as-group <group>",
  "--as-uid <uid>",
  "--certificate-authority <file>",
  "--client-certificate <file>",
  "--client-key <file>",
  "--cluster <name>",
  "--context <name>",
  "-n, --namespace <name>",
  "--password <text>",
  "--proxy-url <url>",
  "--request-timeout <duration>",
  "--server <url>",
  "--tls-server-name <name>",
  "--token <text>",
  "--user <name>",
  "--username <name>",
  "--log_backtrace_at <where>",
  "--log_dir <folder>",
  "--log_file <file>",
  "--log_file_max_size <megabytes>",
  "--stderrthreshold <severity>",
  "--v <level>",
  "--vmodule <patterns>",
  "--logger.formatter.type <type>",
  "--otel.file.filename <file>",
  "--otel.jaeger.endpoint <url>",
  "--otel.otlpgrpc.endpoint <url>",
  "--otel.otlphttp.endpoint <url>",
  "--otel.sampler.parentSampler <sampler>",
  "--otel.type <type>",
  "--storage.cache.max_size_mbs <megabytes>",
  "--storage.cache.target_gc_percent <percent>",
  "--storage.defaultHttpClient.timeout <duration>",
  "--storage.defaultHttpClient.idleConnTimeout <duration>",
  "--storage.defaultHttpClient.maxIdleConns <count>",
  "--storage.defaultHttpClient.maxIdleConnsPerHost <count>",
  "--storage.defaultHttpClient.maxConnsPerHost <count>",
];

/** The same, for flags that Go lets stand without a value. */
export const ignoredBooleanFlags: readonly string[] = [
  "--disable-compression",
  "--insecure-skip-tls-verify",
  "--add_dir_header",
  "--alsologtostderr",
  "--logtostderr",
  "--one_output",
  "--skip_headers",
  "--skip_log_headers",
  "-s, --show-source",
  "--logger.show-source",
  "--logger.mute",
];
