import type { Flag } from "./flag.ts";

const shorts: Readonly<Record<string, string>> = { namespace: "n", v: "v", "show-source": "s" };

/**
 * Flags that upstream takes and that change nothing about a transfer: client-go's overrides and klog's. Accepted, so that a Pod written
 * for upstream starts; settings without effect stand in `allSettings`.
 * Beware: `certificate-authority` and `insecure-skip-tls-verify` belong to client-go, never to the store.
 * @source flytecopilot/cmd/root.go, k8s.io/client-go/tools/clientcmd/overrides.go, k8s.io/klog/v2, flyteorg/flyte v2.0.43
 */
export const ignoredFlags: readonly Flag[] = [
  ...valueFlags("for a Kubernetes client, which the copilot does not need", [
    ...["kubeconfig", "as", "as-group", "as-uid", "certificate-authority", "client-certificate", "client-key"],
    ...["cluster", "context", "namespace", "password", "proxy-url", "request-timeout", "server", "tls-server-name"],
    ...["token", "user", "username"],
  ]),
  ...switches("for a Kubernetes client, which the copilot does not need", [
    ...["disable-compression", "insecure-skip-tls-verify"],
  ]),
  ...valueFlags("for klog, through which nothing is logged", [
    ...["alsologtostderrthreshold", "log_backtrace_at", "log_dir", "log_file", "log_file_max_size", "stderrthreshold"],
    ...["v", "vmodule"],
  ]),
  ...switches("for klog, through which nothing is logged", [
    ...["add_dir_header", "alsologtostderr", "legacy_stderr_threshold_behavior", "logtostderr", "one_output"],
    ...["skip_headers", "skip_log_headers"],
  ]),
  ...switches("upstream does nothing with it either", ["show-source"]),
];

function valueFlags(means: string, names: readonly string[]): readonly Flag[] {
  return names.map((name) => flag(name, "string", means));
}

function switches(means: string, names: readonly string[]): readonly Flag[] {
  return names.map((name) => flag(name, "boolean", means));
}

function flag(name: string, of: Flag["kind"], means: string): Flag {
  const short = shorts[name];
  const kind = ["v", "log_file_max_size"].includes(name) ? "integer" : of;
  return { name, kind, means, ignored: true, ...(short && { short }) };
}
