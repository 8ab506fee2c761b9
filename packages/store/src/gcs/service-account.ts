import { sign } from "node:crypto";
import { type Problem, ProblemError } from "@podwright/core";
import type { Trust } from "../tls/trust.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { type BaseRequest, createHttpClient, type FailedAnswer, type Refusal } from "../transport/http-client.ts";
import { type AccessToken, type Authorization, tokenAuthorization } from "./authorization.ts";
import type { ServiceAccountKey } from "./gcs-credentials.ts";

interface ServiceAccountInput {
  readonly key: ServiceAccountKey;
  readonly scopes: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For a token server under a private CA. */
  readonly trust: Trust;
}

const lifetimeSeconds = 3600;

/**
 * Exchanges what a service account's key signs for tokens, at the key's own token_uri (Google's library for Node
 * asks oauth2.googleapis.com whatever the key says).
 * @problems STORE_CREDENTIALS_INVALID and those of a connection
 * @source RFC 7523; golang.org/x/oauth2/jwt
 */
export function serviceAccountAuthorization(input: ServiceAccountInput): Authorization {
  const { key, scopes, environment, trust } = input;
  const { tokenUri } = key;
  const client = createHttpClient<BaseRequest>({
    endpoint: tokenUri,
    trust,
    dispatcher: createDispatcher({ endpoint: tokenUri, environment, trust, maxConnections: 1 }),
    configuredBy: "token_uri of the service account's key",
    sign: () =>
      Promise.resolve({
        path: tokenUri.pathname + tokenUri.search,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
    explain: explainTokenRefusal,
  });
  const fetchToken = async (): Promise<AccessToken> => {
    const grant = new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: signAssertion(key, scopes, Math.floor(Date.now() / 1000)),
    });
    const uri = tokenUri.origin + tokenUri.pathname;
    const answer = await client.text({ method: "POST", uri, body: Buffer.from(grant.toString()) });
    return readToken(answer, uri);
  };
  return tokenAuthorization(fetchToken, () => client.close());
}

function signAssertion(key: ServiceAccountKey, scopes: readonly string[], nowSeconds: number): string {
  const header = { alg: "RS256", typ: "JWT", ...(key.keyId && { kid: key.keyId }) };
  const claims = {
    iss: key.email,
    scope: scopes.join(" "),
    aud: key.tokenUri.href,
    iat: nowSeconds,
    exp: nowSeconds + lifetimeSeconds,
  };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key.privateKey).toString("base64url")}`;
}

function readToken(answer: string, uri: string): AccessToken {
  try {
    const { access_token: value, expires_in: seconds } = JSON.parse(answer) as Readonly<Record<string, unknown>>;
    if (typeof value === "string" && value !== "" && typeof seconds === "number") {
      return { value, lifetimeSeconds: seconds };
    }
  } catch {
    // It is no token, whatever else it is.
  }
  throw problem({
    code: "STORE_RESPONSE_INVALID",
    what: "the token server's answer holds no access token",
    where: uri,
    fix: "check token_uri of the service account's key: it must be a token server's address",
  });
}

function explainTokenRefusal({ statusCode, text }: FailedAnswer, { uri }: BaseRequest): Refusal {
  const said = describeRefusal(text) || `HTTP ${statusCode}`;
  if (statusCode === 429 || statusCode >= 500) {
    const problemOf: Problem = {
      code: "STORE_UNAVAILABLE",
      what: `the token server failed again and again (${said})`,
      where: uri,
      fix: "look at the token server's own log; try again when it is well",
    };
    return { problem: problem(problemOf), passing: true };
  }
  const refused = problem({
    code: "STORE_CREDENTIALS_INVALID",
    what: `the token server does not accept the service account's key (${said})`,
    where: uri,
    fix: "make a new key for the service account and put it into json of storage.stow.config; set this machine's clock right if it is wrong",
  });
  return { problem: refused, passing: false };
}

/** @source RFC 6749, section 5.2 */
function describeRefusal(text: string): string {
  try {
    const { error, error_description: description } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return [error, description].filter((part) => typeof part === "string").join(": ");
  } catch {
    return "";
  }
}

function problem(only: Problem): ProblemError {
  return new ProblemError([only]);
}
