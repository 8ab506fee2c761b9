import { ProblemError } from "@podwright/core";
import type { AuthClient, BaseExternalAccountClient, OAuth2ClientOptions } from "google-auth-library";
import type { Dispatcher } from "undici";
import type { Trust } from "../tls/trust.ts";
import { connectionProblem } from "../transport/connection-problem.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { exchange } from "../transport/exchange.ts";
import type { Authorization } from "./authorization.ts";
import type { VendorCredentials } from "./gcs-credentials.ts";

interface VendorInput {
  /** Absent: the metadata server's. */
  readonly credentials?: VendorCredentials;
  readonly scopes: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For a token service under a private CA. */
  readonly trust: Trust;
}

type Library = typeof import("google-auth-library");

/**
 * Leaves credentials other than a service account's key to Google's own library, which is loaded by the first request:
 * a user's, those of other identity providers (workload identity federation), impersonated ones, the metadata server's.
 * It keeps and renews its tokens, and its requests go through our connections, with our trust and proxies.
 * @problems STORE_CREDENTIALS_MISSING, STORE_CREDENTIALS_INVALID
 */
export function vendorAuthorization(input: VendorInput): Authorization {
  const connections = new Map<string, Dispatcher>();
  let client: Promise<AuthClient> | undefined;
  return {
    headers: async () => {
      client ??= createClient(input, connections);
      try {
        return Object.fromEntries(await (await client).getRequestHeaders());
      } catch (error) {
        throw refusedByVendor(error, input.credentials);
      }
    },
    refused: () => false,
    close: async () => {
      await Promise.all([...connections.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

async function createClient(input: VendorInput, connections: Map<string, Dispatcher>): Promise<AuthClient> {
  const library = await import("google-auth-library");
  const options = { transporterOptions: { fetchImplementation: ownFetch(input, connections) } };
  const { credentials, scopes } = input;
  if (!credentials) return new library.Compute({ ...options, scopes: [...scopes] });
  return clientOf(credentials.json, { library, options, scopes });
}

interface ClientContext {
  readonly library: Library;
  readonly options: OAuth2ClientOptions;
  readonly scopes: readonly string[];
}

function clientOf(json: VendorCredentials["json"], context: ClientContext): AuthClient {
  const { library, options, scopes } = context;
  if (json.type === "authorized_user") {
    const client = new library.UserRefreshClient(options);
    client.fromJSON(json);
    return client;
  }
  if (json.type === "service_account") {
    const { client_email: email, private_key: key, private_key_id: keyId } = json as Readonly<Record<string, string>>;
    return new library.JWT({
      ...options,
      ...(email && { email }),
      ...(key && { key }),
      ...(keyId && { keyId }),
      scopes: [...scopes],
    });
  }
  if (json.type === "impersonated_service_account") {
    const url = String(json.service_account_impersonation_url);
    const [, targetPrincipal] = /\/([^/]+):generateAccessToken$/.exec(url) ?? [];
    if (!targetPrincipal) throw new Error("service_account_impersonation_url names no service account");
    const sourceClient = clientOf(json.source_credentials as VendorCredentials["json"], context);
    const delegates = (json.delegates as string[] | undefined) ?? [];
    return new library.Impersonated({
      ...options,
      sourceClient,
      targetPrincipal,
      delegates,
      targetScopes: [...scopes],
    });
  }
  if (json.type === "external_account_authorized_user") {
    type Options = ConstructorParameters<Library["ExternalAccountAuthorizedUserClient"]>[0];
    return new library.ExternalAccountAuthorizedUserClient({ ...json, ...options } as unknown as Options);
  }
  return federatedClient(json, context);
}

/** What `ExternalAccountClient.fromJSON` makes, which prints a warning; programs that print tokens are not run. */
function federatedClient(json: VendorCredentials["json"], { library, options, scopes }: ClientContext): AuthClient {
  const source = (json.credential_source ?? {}) as Readonly<Record<string, unknown>>;
  if (source.executable) throw new Error("credential_source names a program, and none is run here");
  const Client: new (given: never) => BaseExternalAccountClient = source.environment_id
    ? library.AwsClient
    : library.IdentityPoolClient;
  const client = new Client({ ...json, ...options } as never);
  client.scopes = [...scopes];
  // The library gives its own connections to the part that exchanges tokens, whatever connections the client has.
  (client as unknown as Exchanging).stsCredential.transporter = client.transporter;
  return client;
}

interface Exchanging {
  readonly stsCredential: { transporter: unknown };
}

/** As much of `fetch` as the library asks for, over connections of our own making: its own would trust Node's CAs alone. */
function ownFetch({ environment, trust }: VendorInput, connections: Map<string, Dispatcher>): typeof fetch {
  return async (target, init = {}) => {
    const endpoint = new URL(target instanceof Request ? target.url : target);
    const dispatcher =
      connections.get(endpoint.origin) ?? createDispatcher({ endpoint, environment, trust, maxConnections: 2 });
    connections.set(endpoint.origin, dispatcher);
    const isForm = init.body instanceof URLSearchParams;
    const headers = new Headers(isForm ? { "content-type": "application/x-www-form-urlencoded" } : {});
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const method = (init.method ?? "GET") as Dispatcher.HttpMethod;
    try {
      const answer = await exchange(dispatcher, {
        origin: endpoint.origin,
        path: endpoint.pathname + endpoint.search,
        method,
        headers: Object.fromEntries(headers),
        body: init.body ? String(init.body) : null,
      });
      const body = await answer.body.text();
      const isType = typeof answer.headers["content-type"] === "string";
      const answered = isType ? { "content-type": String(answer.headers["content-type"]) } : {};
      return new Response(body === "" ? null : body, { status: answer.statusCode, headers: answered });
    } catch (error) {
      const request = { method: "POST", uri: endpoint.origin + endpoint.pathname } as const;
      throw await connectionProblem({
        error,
        request,
        endpoint,
        trust,
        configuredBy: "the credentials' token service",
      });
    }
  };
}

function refusedByVendor(error: unknown, credentials: VendorCredentials | undefined): ProblemError {
  // The library wraps what our own connections throw.
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof ProblemError) return cause;
  const reason = (error as Error).message;
  if (credentials) {
    return new ProblemError(
      [
        {
          code: "STORE_CREDENTIALS_INVALID",
          what: `Google's library gets no token for the credentials of type ${credentials.type}: ${reason}`,
          where: credentials.where,
          fix: "make these credentials anew, and check that this machine may connect to their token service",
        },
      ],
      { cause: error },
    );
  }
  return new ProblemError(
    [
      {
        code: "STORE_CREDENTIALS_MISSING",
        what: `there are no Google credentials, and no metadata server gives any: ${reason}`,
        where: "json of storage.stow.config, GOOGLE_APPLICATION_CREDENTIALS, gcloud's own file, the metadata server",
        fix: "put a service account's key into json, set GOOGLE_APPLICATION_CREDENTIALS to its file, or use workload identity",
      },
    ],
    { cause: error },
  );
}
