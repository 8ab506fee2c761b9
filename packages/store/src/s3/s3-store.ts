import type { BlobStore } from "../blob-store.ts";
import type { Trust } from "../tls/trust.ts";

export interface S3StoreInput {
  /** `storage.stow.config`, under Flyte's names. */
  readonly config: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
}
export declare function openS3Store(input: S3StoreInput): Promise<BlobStore>;
