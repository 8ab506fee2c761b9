import type { RequestOptions } from "node:https";
import { ProblemError, reasonOf } from "@podwright/core";
import type { CredentialSource } from "./credentials.ts";
import type { Kubeconfig } from "./kubeconfig.ts";

/** A login may wait for somebody's hand. */
const loginTimeoutMs = 120_000;

interface ExecPlugin {
  readonly apiVersion?: string;
  readonly command?: string;
  readonly installHint?: string;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
}

/**
 * Asks an exec plugin by `@kubernetes/client-node`; what it gives is kept until it expires or is refused.
 * @problems CLUSTER_LOGIN_FAILED
 */
export function pluginCredentials(kubeconfig: Kubeconfig): CredentialSource {
  let kept = openPlugin(kubeconfig);
  kept.catch(() => undefined);
  return async ({ fresh, signal }) => {
    if (fresh) kept = openPlugin(kubeconfig);
    const plugin = await kept;
    const options: RequestOptions = { headers: {} };
    try {
      await within(plugin.login(options), signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw loginFailed(error, kubeconfig);
    }
    const headers = Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
    return {
      headers: Object.fromEntries(headers),
      ...(options.cert && { certificatePem: String(options.cert) }),
      ...(options.key && { privateKeyPem: String(options.key) }),
    };
  };
}

interface Plugin {
  login(options: RequestOptions): Promise<void>;
}

/** The client's way to start plugins, without the rest of it. */
async function openPlugin({ cluster, user }: Kubeconfig): Promise<Plugin> {
  const { ExecAuth } = await import("@kubernetes/client-node/dist/exec_auth.js");
  const who = { name: "user", exec: withExecInfo(user.exec, cluster) };
  const plugins = new ExecAuth();
  return { login: async (options) => await plugins.applyAuthentication(who, options) };
}

/**
 * What plugins ask of their environment; the client does not say it.
 * @source k8s.io/client-go pkg/apis/clientauthentication/v1 ExecCredential, v0.34
 */
function withExecInfo(exec: unknown, { server }: Kubeconfig["cluster"]): unknown {
  if (typeof exec !== "object" || exec === null) return exec;
  const { apiVersion, env } = exec as ExecPlugin;
  const info = { kind: "ExecCredential", apiVersion, spec: { cluster: { server }, interactive: false } };
  return { ...exec, env: [...(env ?? []), { name: "KUBERNETES_EXEC_INFO", value: JSON.stringify(info) }] };
}

async function within(login: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  const late = AbortSignal.timeout(loginTimeoutMs);
  const ended = Promise.withResolvers<never>();
  const end = () => ended.reject(new Error(`it did not answer within ${loginTimeoutMs / 1000} s`));
  late.addEventListener("abort", end);
  signal?.addEventListener("abort", end);
  try {
    await Promise.race([login, ended.promise]);
  } finally {
    late.removeEventListener("abort", end);
    signal?.removeEventListener("abort", end);
    login.catch(() => undefined);
  }
}

function loginFailed(error: unknown, { user, userName, path }: Kubeconfig): ProblemError {
  const { command = "", installHint } = (user.exec ?? {}) as ExecPlugin;
  const isMissing = ["ENOENT", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "");
  const how = installHint?.trim();
  const problem = isMissing
    ? {
        what: `the program that logs user ${userName} in cannot be started: ${command} (${(error as Error).message})`,
        fix: how || `install ${command}, or put it on the PATH`,
      }
    : {
        what: `logging user ${userName} in failed: ${loginWords(error) || `${command} ended with an error`}`,
        fix: command
          ? `run ${command} by hand, as the kubeconfig does, and mend what it says`
          : "log in with kubectl once",
      };
  return new ProblemError([{ code: "CLUSTER_LOGIN_FAILED", ...problem, where: `${path}, users, ${userName}` }]);
}

/** What a plugin prints is secret, and what is said of JSON that is none repeats a part of it. */
function loginWords(error: unknown): string {
  const isUnread = error instanceof SyntaxError || error instanceof TypeError;
  return isUnread ? "what it printed is no ExecCredential" : reasonOf(error).trim();
}
