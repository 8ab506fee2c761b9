import { type Problem, ProblemError } from "@podwright/core";
import { chartKeys } from "./chart-keys.ts";

/** `storage.stow.config` of kind azure, understood. */
export interface AzureSettings {
  readonly account: string;
  /**
   * Containers are path segments below it: `https://ACCOUNT.blob.core.windows.net`, or
   * `https://azurite.example.org:10000/ACCOUNT` of a server that has no host name for each account.
   */
  readonly endpoint: URL;
  /** Where the endpoint is written, for problems: "account in storage.stow.config". */
  readonly configuredBy: string;
  /** The account's key, decoded. Absent: a token of the environment's identity authorizes. */
  readonly key?: Buffer;
  /** How many blocks of one large blob are sent at the same time. */
  readonly uploadConcurrency: number;
}

interface AzureConfig {
  readonly config: Readonly<Record<string, string>>;
  /** The key that holds the config, for problems: `storage.stow.config`. */
  readonly where: string;
}

const known = ["account", "key", "domain_suffix", "base_url", "upload_concurrency", "endpoint"];
const removed = ["use_https", "api_version"];
/** Of other kinds, and of all: settings are merged key by key, and Flyte gives every kind a region. */
const passedOver = [
  ...["region", "auth_type", "access_key_id", "secret_key", "secret_key_path", "token", "disable_ssl", "v2_signing"],
  ...["json", "project_id", "scopes", "path", "ca_path", "client_cert_path", "client_key_path"],
];

/**
 * Understands the keys that Flyte gives stow's azure kind: account, key, domain_suffix (`core.windows.net`; its old name
 * is base_url), upload_concurrency (4). `endpoint`, which stow does not know, takes the place of
 * `https://ACCOUNT.blob.DOMAIN_SUFFIX`, for Azurite, Azure Stack and other servers on one's own premises.
 * @problems STORE_CONFIG_INVALID
 * @source flyteorg/stow v0.3.11 azure/config.go; charts/flyte-binary/templates/configmap.yaml, flyteorg/flyte
 */
export function readAzureSettings({ config, where }: AzureConfig): AzureSettings {
  const invalid = (key: string, what: string, fix: string) =>
    problem({ code: "STORE_CONFIG_INVALID", what, where: `${where} ${key}`, fix });
  for (const key of Object.keys(config)) {
    if (removed.includes(key)) {
      throw invalid(key, `${key} has no place in the config of kind azure any more`, `remove ${key}`);
    }
    if (![...known, ...passedOver].includes(key) && !chartKeys.includes(key.toLowerCase())) {
      throw invalid(key, `kind azure knows no ${key}`, `remove it; the keys are ${known.join(", ")}`);
    }
  }
  const { account, key, upload_concurrency: concurrency = "" } = config;
  if (!account) throw invalid("account", "account is empty", "set account to the name of the storage account");
  if (!/^[a-z0-9-]+$/.test(account)) {
    throw invalid("account", "account is not the name of a storage account", "write the name alone, without a domain");
  }
  if (concurrency !== "" && !/^\+?0*[1-9]\d{0,4}$/.test(concurrency)) {
    const fix = "write how many blocks of a blob go up at the same time, such as 4";
    throw invalid("upload_concurrency", "upload_concurrency is not a whole number above 0", fix);
  }
  return {
    account,
    endpoint: readEndpoint(config, account, invalid),
    configuredBy: `${config.endpoint ? "endpoint" : "account and domain_suffix"} in ${where}`,
    ...(key && { key: readKey(key, invalid) }),
    uploadConcurrency: Number(concurrency || 4),
  };
}

type Invalid = (key: string, what: string, fix: string) => ProblemError;

function readEndpoint(config: Readonly<Record<string, string>>, account: string, invalid: Invalid): URL {
  const suffix = config.domain_suffix || config.base_url || "core.windows.net";
  if (!config.endpoint) {
    const address = `https://${account}.blob.${suffix}`;
    if (/^[a-z0-9.-]+(:\d+)?$/i.test(suffix) && URL.canParse(address)) return new URL(address);
    const fix = "write the domain alone, such as core.windows.net or core.chinacloudapi.cn";
    throw invalid("domain_suffix", `${JSON.stringify(suffix)} is not a domain`, fix);
  }
  const withScheme = /^[a-z]+:\/\//i.test(config.endpoint) ? config.endpoint : `https://${config.endpoint}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
  if (url?.protocol === "http:" && !config.key) {
    const fix = "write it with https://, or set key: a token is not sent where anyone could read it";
    throw invalid("endpoint", "the endpoint has no TLS, and there is no key", fix);
  }
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username === "" && url.search === "" && url.hash === "";
  if (url && isPlain && (url.pathname === "/" || url.pathname.replace(/\/$/, "") === `/${account}`)) return url;
  throw invalid(
    "endpoint",
    "the endpoint is not an http or https address whose path is empty or the account",
    `write it as https://HOST:PORT/${account}, or as https://HOST where the host stands for the account`,
  );
}

function readKey(text: string, invalid: Invalid): Buffer {
  const key = Buffer.from(text, "base64");
  if (key.toString("base64").replace(/=+$/, "") === text.trim().replace(/=+$/, "")) return key;
  const fix = 'copy one of the account\'s access keys whole, or leave key empty ("") for the identity of the Pod';
  throw invalid("key", "key is not an account key, which is written in base64", fix);
}

function problem(only: Problem): ProblemError {
  return new ProblemError([only]);
}
