import { type BlobStore, openStore } from "@podwright/store";
import type { MinioServer } from "./servers/minio.ts";

interface MinioStoreOptions {
  /** Keys of `storage.stow.config` beside the server's own; an empty one counts as absent. */
  readonly config?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The store of a `storage` section that names MinIO, its root user and any bucket. */
export function openMinioStore(minio: MinioServer, options: MinioStoreOptions = {}): Promise<BlobStore> {
  const { config = {}, environment = {} } = options;
  const own = { endpoint: minio.endpoint, access_key_id: minio.accessKeyId, secret_key: minio.secretAccessKey };
  return openStore({
    storage: {
      type: "stow",
      container: "any",
      "enable-multicontainer": true,
      stow: { kind: "s3", config: { ...own, ...config } },
    },
    environment,
    trust: { certificates: [minio.caPem], searched: [] },
  });
}
