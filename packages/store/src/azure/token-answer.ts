import { ProblemError } from "@podwright/core";
import type { FailedAnswer, Refusal } from "../transport/http-client.ts";
import type { Identity } from "./identity.ts";

export interface Token {
  readonly value: string;
  /** Since the epoch. From then on another one is asked for. */
  readonly renewAtMs: number;
}

const renewBeforeMs = 5 * 60_000;

/** @problems STORE_RESPONSE_INVALID */
export function readToken(document: string, { name }: Identity): Token {
  const { access_token: value, expires_in: seconds } = parse(document);
  // The metadata service gives the number as text.
  const lifeMs = Number(seconds) * 1000;
  if (typeof value === "string" && value !== "" && lifeMs > 0) {
    return { value, renewAtMs: Date.now() + lifeMs - Math.min(renewBeforeMs, lifeMs / 2) };
  }
  throw new ProblemError([
    {
      code: "STORE_RESPONSE_INVALID",
      what: `the answer to ${name} has no token`,
      fix: "check AZURE_AUTHORITY_HOST, and what stands between it and this machine",
    },
  ]);
}

/** What it means that no token was given. The request's secrets are in none of it. */
export function explainTokenRefusal(
  { statusCode, text }: FailedAnswer,
  { name, isGuess }: Identity,
  url: URL,
): Refusal {
  const { error, error_description: description } = parse(text);
  const [said = ""] = String(description ?? error ?? `HTTP ${statusCode}`).split(/\r?\n| Trace ID:/);
  const where = url.origin + url.pathname;
  // The metadata service answers 404 and 410 while it starts.
  const passing = isGuess ? [404, 408, 410, 429] : [408, 429];
  if (passing.includes(statusCode) || statusCode >= 500) {
    const fix = "try again when it is well";
    const what = `${name} got no token (HTTP ${statusCode}: ${said})`;
    return { passing: true, problem: new ProblemError([{ code: "STORE_UNAVAILABLE", what, where, fix }]) };
  }
  return {
    passing: false,
    problem: new ProblemError([
      {
        code: "STORE_CREDENTIALS_INVALID",
        what: `${name} is not accepted (${said})`,
        where,
        fix: "correct AZURE_TENANT_ID and AZURE_CLIENT_ID, the secret, or the federated credential that stands for the Pod's service account",
      },
    ]),
  };
}

function parse(document: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(document);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
