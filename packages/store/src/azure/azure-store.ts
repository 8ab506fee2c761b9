import type { BlobStore } from "../blob-store.ts";
import type { Trust } from "../tls/trust.ts";
import { createAzureClient } from "./azure-client.ts";
import { readAzureSettings } from "./azure-settings.ts";
import { listBlobs } from "./list-blobs.ts";
import { readBlob, statBlob } from "./read-blob.ts";
import { writeBlob } from "./write-blob.ts";

export interface AzureStoreInput {
  /** `storage.stow.config`, under Flyte's names. */
  readonly config: Readonly<Record<string, string>>;
  /** The key that holds the config, for problems. */
  readonly where: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
  /** Default 16. */
  readonly maxConnections?: number;
}

/**
 * A storage account of Azure, or a server that speaks its Blob service's REST API.
 * @problems STORE_CONFIG_INVALID
 */
export function openAzureStore({ maxConnections = 16, ...input }: AzureStoreInput): BlobStore {
  const settings = readAzureSettings(input);
  const client = createAzureClient({ ...input, settings, maxConnections });
  return {
    stat: (uri, options) => statBlob(client, uri, options),
    read: (uri, options) => readBlob(client, uri, options),
    list: (folderUri, options) => listBlobs(client, folderUri, options),
    write: (uri, blob, options) => writeBlob(client, uri, blob, options),
    close: () => client.close(),
  };
}
