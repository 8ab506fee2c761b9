import { createHmac } from "node:crypto";

export interface RequestToSign {
  readonly method: string;
  /** As it goes over the wire, without the query. */
  readonly path: string;
  /** Names in lower case; the values are not encoded. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

interface AccountKey {
  readonly account: string;
  readonly key: Buffer;
}

const signedHeaders = [
  "content-encoding",
  "content-language",
  "content-length",
  "content-md5",
  "content-type",
  "date",
  "if-modified-since",
  "if-match",
  "if-none-match",
  "if-unmodified-since",
  "range",
];

/**
 * The Authorization header of a request that an account's key signs.
 * @source Azure Storage REST API, "Authorize with Shared Key", version 2015-02-21 and later
 */
export function sharedKeyAuthorization(request: RequestToSign, { account, key }: AccountKey): string {
  const { method, path, query, headers } = request;
  const plain = signedHeaders.map((name) =>
    name === "content-length" && headers[name] === "0" ? "" : (headers[name] ?? ""),
  );
  const vendors = Object.keys(headers)
    .filter((name) => name.startsWith("x-ms-"))
    .sort()
    .map((name) => `${name}:${headers[name]}`);
  const parameters = Object.keys(query)
    .sort()
    .map((name) => `${name}:${query[name]}`);
  const text = [method, ...plain, ...vendors, `/${account}${path}`, ...parameters].join("\n");
  return `SharedKey ${account}:${createHmac("sha256", key).update(text).digest("base64")}`;
}
