import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BlobStore, openStore } from "@podwright/store";
import { createCertificateAuthority } from "../support/certificate-authority.ts";
import { startS3Server } from "../support/s3-server.ts";

/** A real S3 server under a private CA, as the copilot meets it, and our own way into it. */
export interface CopilotStore {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The file with the CA. */
  readonly caFile: string;
  /** A folder with nothing but the CA. */
  readonly caFolder: string;
  readonly blobs: BlobStore;
  /** The flags that make the copilot use it. */
  readonly flags: readonly string[];
  put(key: string, bytes: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array>;
  /** Keys below a prefix, sorted. */
  keys(prefix: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const bucket = "flyte-golden";

/** Where an S3 server is, and how it lets us in. */
interface S3Access {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The CA that signed its certificate. */
  readonly caPem: string;
}

/** On an S3 server in this process. */
export async function startCopilotStore(): Promise<CopilotStore> {
  const authority = await createCertificateAuthority("Copilot test CA");
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost", "127.0.0.1"] });
  const server = await startS3Server({ buckets: [bucket], tls });
  const store = await openCopilotStore({ ...server, caPem: authority.certificatePem });
  return { ...store, close: () => store.close().finally(server.close) };
}

/** On an S3 server that is there, and has the bucket `flyte-golden`. */
export async function openCopilotStore(access: S3Access): Promise<CopilotStore> {
  const { endpoint, accessKeyId, secretAccessKey, caPem } = access;
  const caFolder = await mkdtemp(join(tmpdir(), "podwright-ca-"));
  const caFile = join(caFolder, "ca.crt");
  await writeFile(caFile, caPem);
  const config = {
    auth_type: "accesskey",
    access_key_id: accessKeyId,
    secret_key: secretAccessKey,
    region: "us-east-1",
    endpoint,
  };
  const blobs = await openStore({
    storage: { type: "stow", container: bucket, "enable-multicontainer": false, stow: { kind: "s3", config } },
    environment: {},
    trust: { certificates: [caPem], searched: [] },
  });
  return {
    endpoint,
    accessKeyId,
    secretAccessKey,
    caFile,
    caFolder,
    blobs,
    flags: [
      "--storage.limits.maxDownloadMBs=0",
      "--storage.type=stow",
      `--storage.container=${bucket}`,
      "--storage.stow.kind=s3",
      ...Object.entries(config).flatMap(([key, value]) => ["--storage.stow.config", `${key}=${value}`]),
    ],
    put: (key, bytes) => blobs.write(uriOf(key), { sizeBytes: bytes.byteLength, open: () => once(bytes) }),
    get: async (key) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await blobs.read(uriOf(key))).body) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    keys: async (prefix) => {
      const names: string[] = [];
      for await (const { name } of blobs.list(uriOf(prefix))) names.push(name);
      return names.sort();
    },
    close: async () => {
      await blobs.close();
      await rm(caFolder, { recursive: true, force: true });
    },
  };
}

function uriOf(key: string): string {
  return `s3://${bucket}/${key}`;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.byteLength > 0) yield bytes;
}
