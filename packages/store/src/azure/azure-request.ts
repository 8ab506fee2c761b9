import { queryString, requestPath } from "../request-path.ts";
import type { BaseRequest, WireRequest } from "../transport/http-client.ts";
import { bodyBytes } from "../transport/stream-body.ts";
import type { AzureSettings } from "./azure-settings.ts";
import type { BlobTarget } from "./blob-target.ts";
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
    const path = base + requestPath(target.container, target.key);
    const headers: Readonly<Record<string, string>> = {
      ...own,
      ...(method === "PUT" && { "content-length": String(bodyBytes(body)) }),
      "x-ms-date": new Date().toUTCString(),
      "x-ms-version": apiVersion,
    };
    const authorization = key
      ? sharedKeyAuthorization({ method, path, query, headers }, { account, key })
      : `Bearer ${await token()}`;
    return { path: path + queryString(query), headers: { ...headers, authorization } };
  };
}
