import { configuredTrust } from "../tls/configured-trust.ts";
import { type InspectedServer, inspectServer } from "../tls/inspect-server.ts";
import { s3Trust } from "../tls/s3-trust.ts";
import type { Trust } from "../tls/trust.ts";
import { readS3Settings } from "./s3-settings.ts";

export interface InspectS3Input {
  /** `storage.stow.config`, under Flyte's names. */
  readonly config: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whom the process trusts. */
  readonly trust: Trust;
  readonly signal: AbortSignal;
}

/**
 * Connects to the server of an S3 store, trusting whom the store's client trusts, and tells what certificates it has.
 * @problems STORE_CONFIG_INVALID, STORE_CREDENTIALS_MISSING, CA_FILE_UNREADABLE, CLIENT_CERTIFICATE_INVALID, and those of `inspectServer`
 */
export async function inspectS3Server({
  config,
  environment,
  trust,
  signal,
}: InspectS3Input): Promise<InspectedServer> {
  const { endpoint } = readS3Settings(config);
  const own = configuredTrust({ config, where: "storage.stow.config", trust });
  return await inspectServer({ endpoint, environment, trust: s3Trust(environment, own), signal });
}
