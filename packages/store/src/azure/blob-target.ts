import { ProblemError, valueOrThrow } from "@podwright/core";
import { parseBlobUri } from "../blob-uri.ts";

/** What a reference names in Azure. */
export interface BlobTarget {
  readonly container: string;
  /** Empty for the container itself. */
  readonly key: string;
}

/**
 * The container, or a folder of it. A reference that names a storage account (`abfs://container@ACCOUNT.dfs…`) must name
 * the one of the config, whose key would not open another.
 * @problems BLOB_URI_INVALID
 */
export function folderOf(uri: string, account: string): BlobTarget {
  const { scheme, container, key, host } = valueOrThrow(parseBlobUri(uri));
  if (scheme !== "abfs" && scheme !== "abfss") throw invalidUri(uri);
  const [, named] = /^([a-z0-9-]+)\.(?:dfs|blob)\./i.exec(host ?? "") ?? [];
  if (named !== undefined && named.toLowerCase() !== account) throw otherAccount(uri, named, account);
  return { container, key };
}

/** One blob. @problems BLOB_URI_INVALID */
export function targetOf(uri: string, account: string): BlobTarget {
  const target = folderOf(uri, account);
  if (target.key === "") throw invalidUri(uri);
  return target;
}

function invalidUri(uri: string): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_URI_INVALID",
      what: `${uri} names no blob in Azure`,
      fix: "write it as abfs://container/key",
    },
  ]);
}

function otherAccount(uri: string, named: string, account: string): ProblemError {
  return new ProblemError([
    {
      code: "BLOB_URI_INVALID",
      what: `${uri} is in the storage account ${named}, and the config is for the account ${account}`,
      fix: `keep the data in ${account}, or set account in the config to ${named}`,
    },
  ]);
}
