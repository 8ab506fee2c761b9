import { ProblemError } from "@podwright/core";
import type { Trust } from "../tls/trust.ts";
import { verifyingTls } from "../tls/verifying-tls.ts";
import type { S3Credentials, S3Settings } from "./s3-settings.ts";

/** Gives the credentials to sign with now; those that expire are renewed in time. */
export type CredentialSource = () => Promise<S3Credentials>;

interface CredentialInput {
  readonly settings: S3Settings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For a token service (STS) under a private CA. */
  readonly trust: Trust;
}

/**
 * Where credentials come from: the config's keys, else AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (with
 * AWS_SESSION_TOKEN). Only what is left (profiles, web identity, instance metadata) loads the vendor's chain,
 * which reads the environment of the process itself.
 * @problems STORE_CREDENTIALS_MISSING
 */
export function credentialSource({ settings, environment, trust }: CredentialInput): CredentialSource {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  const fixed =
    settings.credentials ??
    (AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY
      ? {
          accessKeyId: AWS_ACCESS_KEY_ID,
          secretAccessKey: AWS_SECRET_ACCESS_KEY,
          ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
        }
      : undefined);
  if (fixed) return () => Promise.resolve(fixed);
  let chain: Promise<CredentialSource> | undefined;
  return async () => {
    chain ??= vendorChain(settings.region, environment, trust);
    return await (await chain)();
  };
}

async function vendorChain(
  region: string,
  environment: CredentialInput["environment"],
  trust: Trust,
): Promise<CredentialSource> {
  const { Agent } = await import("node:https");
  const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
  const httpsAgent = new Agent({ ...verifyingTls(trust), proxyEnv: proxyVariables(environment) });
  const provide = defaultProvider({ clientConfig: { region, requestHandler: { httpsAgent } } });
  return () => provide().catch((error: unknown) => Promise.reject(missingCredentials(error)));
}

/** The environment's proxy, as Node's agents take it; unlike Node, Go never asks a proxy for loopback. */
function proxyVariables(environment: CredentialInput["environment"]): NodeJS.Dict<string> {
  const https = environment.HTTPS_PROXY || environment.https_proxy;
  if (!https) return {};
  const excepted = environment.NO_PROXY || environment.no_proxy || "";
  return { HTTPS_PROXY: https, NO_PROXY: `${excepted},localhost,127.0.0.1,::1` };
}

function missingCredentials(error: unknown): ProblemError {
  return new ProblemError(
    [
      {
        code: "STORE_CREDENTIALS_MISSING",
        what: `auth_type is iam, and the environment gives no AWS credentials: ${(error as Error).message}`,
        where: "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS profiles, web identity, instance metadata",
        fix: "give the container AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or its service account an IAM role",
      },
    ],
    { cause: error },
  );
}
