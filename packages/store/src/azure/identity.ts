import { readFile } from "node:fs/promises";
import { type Problem, ProblemError } from "@podwright/core";
import type { BaseRequest } from "../transport/http-client.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How the environment says who this process is in Microsoft Entra. */
export interface Identity {
  /** For problems: `workload identity`. */
  readonly name: string;
  /** What to ask for a token, made anew for each: the files of workload identity change. */
  readonly request: () => Promise<TokenRequest>;
  /** Whether it is the last resort, of which the environment says nothing. */
  readonly isGuess: boolean;
}

export interface TokenRequest extends BaseRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

const scope = "https://storage.azure.com/.default";

/**
 * The first that the environment describes of a client's secret, workload identity and managed identity: what of
 * DefaultAzureCredential makes sense in a Pod.
 * @problems STORE_CONFIG_INVALID for an AZURE_AUTHORITY_HOST that is no https address
 * @source Azure SDK for Go, azidentity DefaultAzureCredential
 */
export function identityOf(environment: Environment): Identity {
  return clientSecret(environment) ?? workloadIdentity(environment) ?? managedIdentity(environment);
}

/** A service principal with a secret. */
function clientSecret(environment: Environment): Identity | null {
  const { AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_CLIENT_SECRET } = environment;
  if (!AZURE_CLIENT_ID || !AZURE_TENANT_ID || !AZURE_CLIENT_SECRET) return null;
  const url = tokenUrl(environment, AZURE_TENANT_ID);
  const request = async () => asForm(url, { client_id: AZURE_CLIENT_ID, client_secret: AZURE_CLIENT_SECRET });
  return { name: "the client secret of AZURE_CLIENT_SECRET", request, isGuess: false };
}

/** A Kubernetes service account that Entra trusts: its token, in a file, is changed for one of Entra's. */
function workloadIdentity(environment: Environment): Identity | null {
  const { AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE: file } = environment;
  if (!AZURE_CLIENT_ID || !AZURE_TENANT_ID || !file) return null;
  const url = tokenUrl(environment, AZURE_TENANT_ID);
  const request = async () =>
    asForm(url, {
      client_id: AZURE_CLIENT_ID,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await readToken(file),
    });
  return { name: `workload identity (AZURE_FEDERATED_TOKEN_FILE, ${file})`, request, isGuess: false };
}

/** The identity of the node, given by the metadata service of Azure's virtual machines. */
function managedIdentity({ AZURE_CLIENT_ID, AZURE_POD_IDENTITY_AUTHORITY_HOST }: Environment): Identity {
  const url = new URL("/metadata/identity/oauth2/token", AZURE_POD_IDENTITY_AUTHORITY_HOST || "http://169.254.169.254");
  url.searchParams.set("api-version", "2018-02-01");
  url.searchParams.set("resource", "https://storage.azure.com");
  if (AZURE_CLIENT_ID) url.searchParams.set("client_id", AZURE_CLIENT_ID);
  const request = async () => ({ method: "GET", uri: url.origin, url, headers: { metadata: "true" } }) as const;
  return { name: `managed identity (${url.origin})`, request, isGuess: true };
}

function tokenUrl({ AZURE_AUTHORITY_HOST }: Environment, tenant: string): URL {
  const host = AZURE_AUTHORITY_HOST || "https://login.microsoftonline.com/";
  if (URL.canParse(host) && new URL(host).protocol === "https:") {
    return new URL(`${encodeURIComponent(tenant)}/oauth2/v2.0/token`, host.endsWith("/") ? host : `${host}/`);
  }
  throw problem({
    code: "STORE_CONFIG_INVALID",
    what: "AZURE_AUTHORITY_HOST is not an https address",
    where: "the environment variable AZURE_AUTHORITY_HOST",
    fix: "unset it, or write it as https://login.microsoftonline.com/",
  });
}

function asForm(url: URL, fields: Readonly<Record<string, string>>): TokenRequest {
  const form = new URLSearchParams({ grant_type: "client_credentials", scope, ...fields });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", uri: url.href, url, headers, body: Buffer.from(form.toString()) };
}

async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    throw problem({
      code: "STORE_CREDENTIALS_MISSING",
      what: `the service account's token cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      where: `${path} (AZURE_FEDERATED_TOKEN_FILE)`,
      fix: "mount it: the label azure.workload.identity/use on the Pod has Azure's webhook do so",
    });
  }
}

function problem(only: Problem): ProblemError {
  return new ProblemError([only]);
}
