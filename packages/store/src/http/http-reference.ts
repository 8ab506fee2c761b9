import { failure, type Result, success } from "@podwright/core";

/** A blob on a web server, taken apart for its request. */
export interface HttpReference {
  /** Scheme, host and port. */
  readonly origin: URL;
  /** Path and query as they were written: a presigned address must arrive as it was signed. */
  readonly path: string;
  /** The header that the address's user and password become; absent when it has none. */
  readonly authorization?: string;
  /** The address without user, password and query, which can be secrets. */
  readonly shown: string;
}

/** Whether a reference is one that only a web server can answer. */
export function isHttpReference(uri: string): boolean {
  return /^https?:\/\//i.test(uri);
}

/**
 * Takes an http or https reference apart. Nothing of its path and query is decoded or put in order; only what cannot
 * stand in a request (spaces, letters beyond ASCII) is percent-encoded. A fragment is dropped.
 * @problems BLOB_URI_INVALID
 */
export function parseHttpReference(uri: string): Result<HttpReference> {
  const match = /^(https?:\/\/[^/?#]+)([^?#]*)(\?[^#]*)?/i.exec(uri);
  const [, authority = "", path = "", query = ""] = match ?? [];
  if (!match || !URL.canParse(authority) || !uri.isWellFormed()) return failure(invalid());
  const url = new URL(authority);
  const basic = userOf(url);
  if (basic === null) return failure(invalid());
  const origin = new URL(url.origin);
  const sentPath = encodeUnsendable(path) || "/";
  return success({
    origin,
    path: sentPath + encodeUnsendable(query),
    ...(basic !== "" && { authorization: `Basic ${Buffer.from(basic).toString("base64")}` }),
    shown: origin.origin + sentPath + (query === "" ? "" : "?…"),
  });
}

/** A reference as problems and logs may repeat it: an address without user, password and query; any other as it is. */
export function shownUri(uri: string): string {
  if (!isHttpReference(uri)) return uri;
  const reference = parseHttpReference(uri);
  return reference.ok ? reference.value.shown : "the address";
}

/** `user:password`, empty when the address names nobody, null when it cannot be decoded. */
function userOf({ username, password }: URL): string | null {
  if (username === "" && password === "") return "";
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return null;
  }
}

function encodeUnsendable(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]+/gu, encodeURIComponent);
}

/** Does not repeat the address, in which a password may stand. */
function invalid() {
  return {
    code: "BLOB_URI_INVALID",
    what: "the http reference of a blob is not an address",
    fix: "write it as https://host/path, with the user's and password's own special characters percent-encoded",
  } as const;
}
