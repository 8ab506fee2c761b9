import type { BaseRequest, WireRequest } from "../transport/http-client.ts";
import type { AzureSettings } from "./azure-settings.ts";
import { type BlobTarget, blobPath, encodeStrictly } from "./blob-target.ts";
import { sharedKeyAuthorization } from "./shared-key.ts";
import type { TokenSource } from "./token-source.ts";

/** One request to Azure's Blob service, before it is authorized. */
export interface AzureRequest extends BaseRequest {
  readonly target: BlobTarget;
  /** Names in lower case. */
  readonly query?: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Authorizes a request as it is sent at this moment; a repeated request is authorized anew. */
type Authorizer = (request: AzureRequest) => Promise<WireRequest>;

/** The newest that Azure Stack Hub knows too; Azure itself keeps old versions. */
const apiVersion = "2019-07-07";

/** With the account's key when there is one, else with a token. */
export function createAuthorizer({ account, endpoint, key }: AzureSettings, token: TokenSource): Authorizer {
  const base = endpoint.pathname.replace(/\/$/, "");
  return async ({ method, target, query = {}, headers: own, body }) => {
    const path = base + blobPath(target);
    const headers: Readonly<Record<string, string>> = {
      ...own,
      ...(method === "PUT" && { "content-length": String(sizeOf(body)) }),
      "x-ms-date": new Date().toUTCString(),
      "x-ms-version": apiVersion,
    };
    const authorization = key
      ? sharedKeyAuthorization({ method, path, query, headers }, { account, key })
      : `Bearer ${await token()}`;
    return { path: path + queryString(query), headers: { ...headers, authorization } };
  };
}

function sizeOf(body: BaseRequest["body"]): number {
  if (body === undefined) return 0;
  return body instanceof Uint8Array ? body.byteLength : body.sizeBytes;
}

function queryString(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeStrictly(value)}`);
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}
