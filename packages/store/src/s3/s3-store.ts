import type { BlobStore } from "../blob-store.ts";
import { s3Trust } from "../tls/s3-trust.ts";
import type { Trust } from "../tls/trust.ts";
import { createDispatcher } from "../transport/dispatcher.ts";
import { credentialSource } from "./credentials.ts";
import { listObjects } from "./list-objects.ts";
import { readObject, statObject } from "./read-object.ts";
import { createS3Client } from "./s3-client.ts";
import { createSigner } from "./s3-request.ts";
import { readS3Settings } from "./s3-settings.ts";
import { writeObject } from "./write-object.ts";

export interface S3StoreInput {
  /** `storage.stow.config`, under Flyte's names. */
  readonly config: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
  /** Default 16. */
  readonly maxConnections?: number;
}

/**
 * A store in S3 or a server that speaks it, addressed path style.
 * @problems STORE_CONFIG_INVALID, STORE_CREDENTIALS_MISSING, CA_FILE_UNREADABLE
 */
export function openS3Store({ config, environment, trust, maxConnections = 16 }: S3StoreInput): BlobStore {
  const settings = readS3Settings(config);
  const { endpoint, region } = settings;
  const trusted = s3Trust(environment, trust);
  const client = createS3Client({
    endpoint,
    trust: trusted,
    sign: createSigner({ endpoint, region, credentials: credentialSource({ settings, environment, trust: trusted }) }),
    dispatcher: createDispatcher({ endpoint, environment, trust: trusted, maxConnections }),
  });
  return {
    stat: (uri, options) => statObject(client, uri, options),
    read: (uri, options) => readObject(client, uri, options),
    list: (folderUri, options) => listObjects(client, folderUri, options),
    write: (uri, blob, options) => writeObject(client, uri, blob, options),
    close: () => client.close(),
  };
}
