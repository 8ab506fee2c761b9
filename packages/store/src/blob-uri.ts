import { failure, type Result, success } from "@podwright/core";

/** A blob's reference, `scheme://container/key`, taken apart. */
export interface BlobUri {
  /** In lower case: `s3`, `file`, … */
  readonly scheme: string;
  /** Bucket of S3, container of Azure, top folder of a folder store. */
  readonly container: string;
  /** `ACCOUNT.dfs.core.windows.net` of `abfs://container@ACCOUNT.dfs.core.windows.net/key`; absent in every other form. */
  readonly host?: string;
  /** Without slashes at either end; empty for the container itself. Its characters stand for themselves. */
  readonly key: string;
}

/**
 * Takes a reference apart. Slashes at both ends of the key are dropped, as Flyte drops them;
 * `#`, `?`, `%` and spaces are plain characters of the key, which Flyte's own copilot loses.
 * @problems BLOB_URI_INVALID
 * @source flytestdlib/storage/storage.go DataReference.Split and stow_store.go, flyteorg/flyte v2.0.43
 */
export function parseBlobUri(uri: string): Result<BlobUri> {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)(?:\/+(.*))?$/is.exec(uri);
  const [, scheme, container, path = ""] = match ?? [];
  if (scheme === undefined || container === undefined || uri.includes("\0")) {
    return failure({
      code: "BLOB_URI_INVALID",
      what: `${JSON.stringify(uri)} is not a blob's reference`,
      fix: "write it as scheme://container/key, such as s3://flyte-data/inputs.pb",
    });
  }
  const key = trimTrailingSlashes(path);
  return success({ scheme: scheme.toLowerCase(), ...splitAuthority(scheme.toLowerCase(), container), key });
}

/** The reference that `parseBlobUri` takes apart again. */
export function formatBlobUri({ scheme, container, host, key }: BlobUri): string {
  const authority = host === undefined ? container : `${container}@${host}`;
  return key === "" ? `${scheme}://${authority}` : `${scheme}://${authority}/${key}`;
}

/** Azure's own form of a reference has the container before the account's host. */
function splitAuthority(scheme: string, authority: string): Pick<BlobUri, "container" | "host"> {
  const at = authority.indexOf("@");
  if (at < 1 || (scheme !== "abfs" && scheme !== "abfss")) return { container: authority };
  return { container: authority.slice(0, at), host: authority.slice(at + 1) };
}

function trimTrailingSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
}
