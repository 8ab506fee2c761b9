import { ProblemError } from "@podwright/core";
import type { BlobCallOptions, BlobReading, BlobSource, BlobStat, BlobStore } from "../blob-store.ts";
import { s3Trust } from "../tls/s3-trust.ts";
import type { Trust } from "../tls/trust.ts";
import { credentialSource } from "./credentials.ts";
import { createDispatcher } from "./dispatcher.ts";
import { invalidResponse } from "./invalid-response.ts";
import { listObjects } from "./list-objects.ts";
import { targetOf } from "./object-target.ts";
import { resumingBody } from "./resuming-body.ts";
import { createS3Client, type S3Client } from "./s3-client.ts";
import { createSigner } from "./s3-request.ts";
import { readS3Settings } from "./s3-settings.ts";

export interface S3StoreInput {
  /** `storage.stow.config`, under Flyte's names. */
  readonly config: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly trust: Trust;
  /** Default 16. */
  readonly maxConnections?: number;
}

const maxPutBytes = 5 * 1024 ** 3;

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

async function statObject(client: S3Client, uri: string, options?: BlobCallOptions): Promise<BlobStat | null> {
  const request = { method: "HEAD", uri, ...targetOf(uri) } as const;
  const response = await client.send(request, { ...options, allow404: true });
  await response.body.dump();
  if (response.statusCode === 404) return null;
  return { sizeBytes: sizeOf(response.headers["content-length"], uri) };
}

async function readObject(client: S3Client, uri: string, options?: BlobCallOptions): Promise<BlobReading> {
  const request = { method: "GET", uri, ...targetOf(uri) } as const;
  const response = await client.send(request, options);
  try {
    const sizeBytes = sizeOf(response.headers["content-length"], uri);
    return { sizeBytes, body: resumingBody({ client, request, response, sizeBytes, signal: options?.signal }) };
  } catch (error) {
    response.body.destroy();
    throw error;
  }
}

async function writeObject(client: S3Client, uri: string, blob: BlobSource, options?: BlobCallOptions): Promise<void> {
  if (blob.sizeBytes > maxPutBytes) {
    throw new ProblemError([
      {
        code: "BLOB_TOO_LARGE",
        what: `${uri} would have ${blob.sizeBytes} bytes, and one request to S3 writes ${maxPutBytes} (5 GiB) at most`,
        fix: "split the output into a folder of smaller files",
      },
    ]);
  }
  const response = await client.send({ method: "PUT", uri, ...targetOf(uri), body: blob }, options);
  await response.body.dump();
}

function sizeOf(header: string | string[] | undefined, uri: string): number {
  if (typeof header === "string" && /^\d+$/.test(header)) return Number(header);
  throw invalidResponse("its Content-Length", uri);
}
