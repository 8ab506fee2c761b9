import { readFileSync } from "node:fs";
import { type Problem, ProblemError, reasonOf } from "@podwright/core";
import type { Kubeconfig } from "./kubeconfig.ts";
import { pluginCredentials } from "./plugin-credentials.ts";

/** Who asks, for one request. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly certificatePem?: string;
  readonly privateKeyPem?: string;
}

/** Asked before each request. `fresh`: what was given before has been refused. */
export type CredentialSource = (call: {
  readonly fresh: boolean;
  readonly signal?: AbortSignal | undefined;
}) => Promise<Credentials>;

/**
 * Who a kubeconfig's user is: certificates, tokens, token files (read again each time) and passwords as they are written; exec plugins by
 * `@kubernetes/client-node`, which is loaded for these alone.
 * @problems KUBECONFIG_INVALID, CLUSTER_LOGIN_FAILED
 */
export function credentialSource(kubeconfig: Kubeconfig): CredentialSource {
  const { user } = kubeconfig;
  if (user["auth-provider"]) throw new ProblemError([authProvider(kubeconfig)]);
  if (user.exec) {
    const ask = pluginCredentials(kubeconfig);
    return async (call) => withOwn(await ask(call), kubeconfig);
  }
  return async () => withOwn({ headers: {} }, kubeconfig);
}

/** What the user's own fields say counts more than what a plugin does. */
function withOwn(given: Credentials, kubeconfig: Kubeconfig): Credentials {
  const { user } = kubeconfig;
  const certificatePem = pemOf(kubeconfig, "client-certificate");
  const privateKeyPem = pemOf(kubeconfig, "client-key");
  const token = typeof user.tokenFile === "string" ? read(user.tokenFile, kubeconfig).trim() : user.token;
  const { username, password = "" } = user;
  return {
    ...given,
    ...(certificatePem !== undefined && { certificatePem }),
    ...(privateKeyPem !== undefined && { privateKeyPem }),
    headers: {
      ...given.headers,
      ...(isText(username) && { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` }),
      ...(isText(token) && { authorization: `Bearer ${token}` }),
      ...(isText(user.as) && { "impersonate-user": user.as }),
      ...(Array.isArray(user["as-groups"]) && { "impersonate-group": user["as-groups"].map(String) }),
    },
  };
}

/** What stands under `KEY-data`, else in the file that `KEY` names; undefined if neither is there. */
export function pemOf(kubeconfig: Kubeconfig, key: "client-certificate" | "client-key"): string | undefined {
  const data = kubeconfig.user[`${key}-data`];
  if (typeof data === "string" && data !== "") return Buffer.from(data, "base64").toString("utf8");
  const path = kubeconfig.user[key];
  return typeof path === "string" ? read(path, kubeconfig) : undefined;
}

function authProvider({ user, userName, path }: Kubeconfig): Problem {
  const { name = "" } = user["auth-provider"] as { readonly name?: string };
  return {
    code: "KUBECONFIG_INVALID",
    what: `user ${userName} logs in by the auth-provider ${name}, which is not supported (kubectl has given most of them up as well)`,
    where: `${path}, users, ${userName}`,
    fix: "have a kubeconfig written that names an exec plugin, such as kubelogin, in its place",
  };
}

function read(path: string, { userName, path: file }: Kubeconfig): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ProblemError([
      {
        code: "KUBECONFIG_INVALID",
        what: `a file that user ${userName} needs cannot be read: ${reasonOf(error)}`,
        where: `${file}, users, ${userName}`,
        fix: `bring ${path} back, or correct its path`,
      },
    ]);
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
