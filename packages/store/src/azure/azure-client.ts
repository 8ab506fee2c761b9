import type { Trust } from "../tls/trust.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { createHttpClient, type HttpClient } from "../transport/http-client.ts";
import { azureProblem, isPassing, readAzureFailure } from "./azure-problem.ts";
import { type AzureRequest, createAuthorizer } from "./azure-request.ts";
import type { AzureSettings } from "./azure-settings.ts";
import { createTokenSource } from "./token-source.ts";

/** Sends requests to one storage account until they succeed or cannot. */
export interface AzureClient extends HttpClient<AzureRequest> {
  readonly account: string;
  readonly endpoint: URL;
  /** How many blocks of one blob are sent at the same time. */
  readonly uploadConcurrency: number;
}

interface AzureClientInput {
  readonly settings: AzureSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
  readonly maxConnections: number;
}

export function createAzureClient({ settings, environment, trust, maxConnections }: AzureClientInput): AzureClient {
  const { endpoint, account, uploadConcurrency, configuredBy } = settings;
  const client = createHttpClient<AzureRequest>({
    endpoint,
    trust,
    dispatcher: createDispatcher({ endpoint, environment, trust, maxConnections }),
    configuredBy,
    sign: createAuthorizer(settings, settings.key ? noToken : createTokenSource({ environment, trust })),
    explain: async ({ statusCode, headers, text }, { method, uri, target }) => {
      const failure = await readAzureFailure(statusCode, text, headers["x-ms-error-code"]);
      const request = { method, uri, container: target.container };
      return { problem: azureProblem(failure, request, endpoint), passing: isPassing(failure) };
    },
  });
  return { ...client, account, endpoint, uploadConcurrency };
}

const noToken = () => Promise.reject(new Error("a key authorizes: no token is asked for"));
