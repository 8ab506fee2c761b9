import { type Problem, ProblemError } from "@podwright/core";
import type { FailedAnswer, Refusal } from "../transport/http-client.ts";
import type { GcsRequest } from "./gcs-client.ts";

interface AnswerContext {
  readonly request: GcsRequest;
  readonly endpoint: URL;
  /** Whether the next try has other credentials. */
  readonly renewed: boolean;
}

/**
 * What an answer of the JSON API that is no success means for whoever configured the store or named the blob.
 * @source Cloud Storage, "HTTP status and error codes for JSON" and "Retry strategy"
 */
export function explainGcsAnswer(answer: FailedAnswer, { request, endpoint, renewed }: AnswerContext): Refusal {
  const { reason, message } = readRefusal(answer.text);
  const said = [reason || `HTTP ${answer.statusCode}`, message].filter((text) => text !== "").join(": ");
  const throttled = answer.statusCode === 429 || /rateLimitExceeded/i.test(reason);
  const passing = throttled || renewed || answer.statusCode === 408 || answer.statusCode >= 500;
  const where = `${request.method} ${request.uri} at ${endpoint.origin}`;
  const explained = passing && !renewed ? unavailable(said) : explain(answer.statusCode, said, request);
  return { passing, problem: new ProblemError([{ where, ...explained }]) };
}

function explain(statusCode: number, said: string, { uri, bucket, misses }: GcsRequest): Problem {
  if (statusCode === 401) {
    return {
      code: "STORE_CREDENTIALS_INVALID",
      what: `the store does not accept the credentials (${said})`,
      fix: "correct json in storage.stow.config, or the credentials of the environment",
    };
  }
  if (statusCode === 403) {
    return {
      code: "STORE_ACCESS_DENIED",
      what: `the store refuses access to ${uri} (${said})`,
      fix: "let the service account read and write this bucket (the role Storage Object User)",
    };
  }
  if (statusCode === 404 && (misses === "bucket" || /\bbucket does not exist/i.test(said))) {
    return {
      code: "BUCKET_MISSING",
      what: `the store has no bucket ${bucket} (${said})`,
      fix: "create the bucket, or correct storage.container or the reference",
    };
  }
  if ((statusCode === 404 || statusCode === 410) && misses === "upload") {
    return { code: "STORE_UNAVAILABLE", what: `the store lost the upload of ${uri} (${said})`, fix: "try again" };
  }
  if (statusCode === 404 || statusCode === 410) {
    return {
      code: "BLOB_MISSING",
      what: `there is no blob ${uri} (${said})`,
      fix: "check the reference; the task or workflow that writes this blob must have run before",
    };
  }
  if (statusCode === 412) {
    return { code: "BLOB_CHANGED", what: `${uri} was replaced while it was read (${said})`, fix: "try again" };
  }
  if (statusCode === 413) {
    return { code: "BLOB_TOO_LARGE", what: `${uri} is too large for the store (${said})`, fix: "write smaller blobs" };
  }
  return {
    code: "STORE_RESPONSE_INVALID",
    what: `the store gave an answer that Google's API does not know (${said})`,
    fix: "check that the endpoint is a server of Google's JSON API, not a proxy's",
  };
}

function unavailable(said: string): Problem {
  return {
    code: "STORE_UNAVAILABLE",
    what: `the store failed again and again (${said})`,
    fix: "try again when it is well; if it says rateLimitExceeded, ask for fewer tasks at a time or more quota",
  };
}

interface ReadRefusal {
  readonly reason: string;
  readonly message: string;
}

/** The API's error document, or the line of text that a download gives instead. */
function readRefusal(text: string): ReadRefusal {
  try {
    const { error } = JSON.parse(text) as {
      readonly error?: { readonly message?: unknown; readonly errors?: unknown };
    };
    const [first] = Array.isArray(error?.errors) ? (error.errors as readonly { readonly reason?: unknown }[]) : [];
    return { reason: textOf(first?.reason), message: textOf(error?.message) };
  } catch {
    const isLine = text.length < 300 && !/[<\n]/.test(text.trim());
    return { reason: "", message: isLine ? text.trim() : "" };
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
