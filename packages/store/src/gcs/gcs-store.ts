import type { BlobStore } from "../blob-store.ts";
import type { Trust } from "../tls/trust.ts";
import { createGcsClient } from "./gcs-client.ts";
import { readGcsSettings } from "./gcs-settings.ts";
import { listObjects } from "./list-objects.ts";
import { readObject, statObject } from "./read-object.ts";
import { writeObject } from "./write-object.ts";

export interface GcsStoreInput {
  /** `storage.stow.config`, under Flyte's names. */
  readonly config: Readonly<Record<string, string>>;
  /** The key that holds the config, for problems: `storage.stow.config`. */
  readonly where: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
  /** Default 16. */
  readonly maxConnections?: number;
}

/**
 * A store in Google Cloud Storage or a server that speaks its JSON API: `gs://bucket/key`.
 * @problems STORE_CONFIG_INVALID, STORE_CREDENTIALS_INVALID
 */
export async function openGcsStore(input: GcsStoreInput): Promise<BlobStore> {
  const { environment, trust, maxConnections = 16 } = input;
  const client = await createGcsClient({ settings: readGcsSettings(input), environment, trust, maxConnections });
  return {
    stat: (uri, options) => statObject(client, uri, options),
    read: (uri, options) => readObject(client, uri, options),
    list: (folderUri, options) => listObjects(client, folderUri, options),
    write: (uri, blob, options) => writeObject(client, uri, blob, options),
    close: () => client.close(),
  };
}
