declare module "s3rver" {
  import type { RequestListener } from "node:http";
  import type { Readable } from "node:stream";

  /** `md5` in hexadecimal digits. */
  interface Written {
    readonly size: number;
    readonly md5: string;
  }

  interface FilesystemStore {
    getResourcePath(bucket: string, key: string | undefined, resource: string): string;
    putMetadata(bucket: string, key: string, metadata: unknown, md5: string): Promise<void>;
    putObject(object: {
      readonly bucket: string;
      readonly key: string;
      readonly content: Buffer | Readable;
      readonly metadata: unknown;
    }): Promise<Written>;
    putPart(bucket: string, uploadId: string, partNumber: number, content: Readable): Promise<Written>;
  }

  export default class S3rver {
    constructor(options: {
      readonly silent: boolean;
      readonly directory: string;
      readonly vhostBuckets: boolean;
      readonly configureBuckets: readonly { readonly name: string }[];
    });
    readonly logger: { silent: boolean; readonly exceptions: { unhandle(): void }; close(): void };
    readonly store: FilesystemStore;
    configureBuckets(): Promise<unknown>;
    callback(): RequestListener;
  }
}
