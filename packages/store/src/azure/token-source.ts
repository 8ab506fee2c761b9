import { ProblemError } from "@podwright/core";
import { Agent, type Dispatcher } from "undici";
import type { Trust } from "../tls/trust.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { createHttpClient } from "../transport/http-client.ts";
import { type Identity, identityOf, type TokenRequest } from "./identity.ts";
import { explainTokenRefusal, readToken, type Token } from "./token-answer.ts";

/** Gives a token that will do for some minutes yet. */
export type TokenSource = () => Promise<string>;

interface TokenSourceInput {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Counts for Microsoft Entra too, before which a company may have a proxy that ends TLS. */
  readonly trust: Trust;
}

/**
 * Tokens of the environment's identity, each asked for once and used until five minutes before its end.
 * @problems STORE_CONFIG_INVALID; of the source: STORE_CREDENTIALS_MISSING, STORE_CREDENTIALS_INVALID and those of a connection
 */
export function createTokenSource({ environment, trust }: TokenSourceInput): TokenSource {
  const identity = identityOf(environment);
  let current: Promise<Token> | undefined;
  const renew = (): Promise<Token> => {
    const asked = fetchToken(identity, { environment, trust });
    current = asked;
    asked.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked;
  };
  return async () => {
    const held = current ?? renew();
    const token = await held;
    if (token.renewAtMs > Date.now()) return token.value;
    // Whoever comes first asks for the next one.
    const next = current === undefined || current === held ? renew() : current;
    return (await next).value;
  };
}

async function fetchToken(identity: Identity, input: TokenSourceInput): Promise<Token> {
  const request = await identity.request();
  const client = createHttpClient<TokenRequest>({
    endpoint: request.url,
    trust: input.trust,
    dispatcher: dispatcherOf(identity, request.url, input),
    configuredBy: "AZURE_AUTHORITY_HOST",
    sign: async ({ url, headers }) => ({ path: url.pathname + url.search, headers }),
    explain: (answer) => explainTokenRefusal(answer, identity, request.url),
  });
  try {
    return readToken(await client.text(request), identity);
  } catch (error) {
    throw identity.isGuess && isUnreachable(error) ? nobody(error) : error;
  } finally {
    await client.close();
  }
}

/** The metadata service is never behind a proxy, and where it is not at all, nothing answers a connection. */
function dispatcherOf({ isGuess }: Identity, endpoint: URL, { environment, trust }: TokenSourceInput): Dispatcher {
  if (!isGuess) return createDispatcher({ endpoint, environment, trust, maxConnections: 1 });
  return new Agent({ connect: { timeout: 1_000 }, headersTimeout: 30_000, bodyTimeout: 30_000 });
}

function isUnreachable(error: unknown): error is ProblemError {
  return error instanceof ProblemError && error.problems[0].code === "STORE_UNREACHABLE";
}

function nobody(error: ProblemError): ProblemError {
  const [{ what }] = error.problems;
  return new ProblemError(
    [
      {
        code: "STORE_CREDENTIALS_MISSING",
        what: "key is empty, and the environment gives no identity in Microsoft Entra",
        where: "storage.stow.config key",
        tried: [
          "client secret: AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET are not all set",
          "workload identity: AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE are not all set",
          `managed identity: ${what}`,
        ],
        fix: 'set key to the account\'s key, or give the Pod an identity: a service account with workload identity, and the label azure.workload.identity/use: "true" on the Pod',
      },
    ],
    { cause: error },
  );
}
