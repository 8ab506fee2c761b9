import { readFileSync } from "node:fs";
import { type Problem, ProblemError } from "@podwright/core";

/** `storage.stow.config` of kind s3, understood. */
export interface S3Settings {
  /** Scheme, host and port; buckets are path segments below it. */
  readonly endpoint: URL;
  readonly region: string;
  /** Absent: the environment's credentials sign (`auth_type=iam`). */
  readonly credentials?: S3Credentials;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Understands the keys that Flyte gives stow's s3 kind: auth_type (`accesskey`, the default, or `iam`), access_key_id,
 * secret_key, secret_key_path (a file, trimmed, that wins over secret_key), token, region (`us-east-1`), endpoint
 * (AWS's own when absent; https when it has no scheme, http with `disable_ssl=true`).
 * @problems STORE_CONFIG_INVALID, STORE_CREDENTIALS_MISSING
 * @source flytestdlib/storage/stow_store.go and graymeta/stow s3/config.go, flyteorg/flyte v2.0.43
 */
export function readS3Settings(config: Readonly<Record<string, string>>): S3Settings {
  const region = config.region || "us-east-1";
  const endpoint = readEndpoint(config, region);
  if (config.v2_signing === "true") {
    throw problem({
      ...invalid("v2_signing is true, and requests are signed with version 4 only", "v2_signing"),
      fix: "remove v2_signing: every S3 server of the last ten years takes version 4",
    });
  }
  const authType = config.auth_type || "accesskey";
  if (authType === "iam") return { endpoint, region };
  if (authType === "accesskey") return { endpoint, region, credentials: readCredentials(config) };
  throw problem(invalid(`auth_type is ${JSON.stringify(authType)}; it can be accesskey or iam`, "auth_type"));
}

function readEndpoint({ endpoint, disable_ssl }: Readonly<Record<string, string>>, region: string): URL {
  if (!endpoint) {
    return new URL(`https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`);
  }
  const withScheme = /^[a-z]+:\/\//i.test(endpoint)
    ? endpoint
    : `${disable_ssl === "true" ? "http" : "https"}://${endpoint}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.username !== "" || !/^\/?$/.test(url.pathname)) {
    throw problem(invalid("the endpoint is not an http or https address without a path", "endpoint"));
  }
  return url;
}

function readCredentials(config: Readonly<Record<string, string>>): S3Credentials {
  const accessKeyId = config.access_key_id;
  const secretAccessKey = config.secret_key_path ? readSecret(config.secret_key_path) : config.secret_key;
  if (!accessKeyId || !secretAccessKey) {
    throw problem({
      code: "STORE_CREDENTIALS_MISSING",
      what: `storage.stow.config has no ${accessKeyId ? "secret_key" : "access_key_id"}, which auth_type accesskey needs`,
      where: "storage.stow.config",
      fix: "set access_key_id and secret_key (or secret_key_path), or auth_type iam for the environment's credentials",
    });
  }
  return { accessKeyId, secretAccessKey, ...(config.token && { sessionToken: config.token }) };
}

function readSecret(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw problem({
      ...invalid(`the file of secret_key_path cannot be read (${code})`, "secret_key_path"),
      where: path,
      fix: "mount the Secret that holds it, through the `default-init` container of the PodTemplate",
    });
  }
}

function invalid(what: string, key: string): Problem {
  return { code: "STORE_CONFIG_INVALID", what, where: `storage.stow.config ${key}`, fix: `correct or remove ${key}` };
}

function problem(only: Problem): ProblemError {
  return new ProblemError([only]);
}
