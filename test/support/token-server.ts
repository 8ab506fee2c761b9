import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { ServerCertificate } from "./certificate-authority.ts";
import { type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

/** A token server as Google's: it gives tokens for what a service account's key has signed, and only for that. */
export interface TokenServer extends Pick<ScriptedServer, "requests" | "close"> {
  /** The key's file, as Google writes it, for a key made afresh. */
  readonly keyFile: ServiceAccountFile;
  /** Tokens that were given, in order. */
  readonly tokens: readonly string[];
}

interface ServiceAccountFile {
  readonly type: "service_account";
  readonly project_id: string;
  readonly private_key_id: string;
  readonly private_key: string;
  readonly client_email: string;
  readonly token_uri: string;
}

interface TokenServerOptions {
  readonly tls: ServerCertificate;
  /** Default: 3599. */
  readonly lifetimeSeconds?: number;
}

export async function startTokenServer({ tls, lifetimeSeconds = 3599 }: TokenServerOptions): Promise<TokenServer> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const tokens: string[] = [];
  const server = await startScriptedServer(async (request, response) => {
    const refusal = await refuse(request, { key: createPublicKey(privateKey), audience: `${server.endpoint}/token` });
    if (refusal) return answer(response, 400, { error: "invalid_grant", error_description: refusal });
    tokens.push(`token-${tokens.length + 1}`);
    answer(response, 200, {
      access_token: tokens.at(-1),
      expires_in: lifetimeSeconds,
      token_type: "Bearer",
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    });
  }, tls);
  return {
    requests: server.requests,
    close: server.close,
    tokens,
    keyFile: {
      type: "service_account",
      project_id: "project",
      private_key_id: "key-1",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      client_email: "copilot@project.iam.gserviceaccount.com",
      token_uri: `${server.endpoint}/token`,
    },
  };
}

/** What a Pod's own identity provider gave it, which the server takes too. */
export const podToken = "the Pod's own token";

/** Why a grant is none, or null. @source RFC 7523, section 3, and RFC 8693 */
async function refuse(
  request: IncomingMessage,
  { key, audience }: { readonly key: KeyObject; readonly audience: string },
): Promise<string | null> {
  const form = new URLSearchParams(await text(request));
  if (form.get("subject_token") === podToken) return null;
  if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer") return "Invalid grant type.";
  const [header = "", payload = "", signature = ""] = form.get("assertion")?.split(".") ?? [];
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64url"))) return "Invalid JWT Signature.";
  const { kid, alg } = decode(header);
  const { aud, iss, iat, exp, scope } = decode(payload);
  const nowSeconds = Date.now() / 1000;
  if (alg !== "RS256" || kid !== "key-1") return "Invalid JWT header.";
  if (aud !== audience || iss !== "copilot@project.iam.gserviceaccount.com") return "Invalid JWT claims.";
  if (typeof scope !== "string" || scope === "") return "Invalid scope.";
  const isTimely = Number(iat) <= nowSeconds + 5 && Number(exp) > nowSeconds && Number(exp) - Number(iat) <= 3600;
  return isTimely ? null : "Invalid JWT: Token must be a short-lived token.";
}

function decode(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, "base64url").toString()) as Readonly<Record<string, unknown>>;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
