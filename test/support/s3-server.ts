import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import type { ServerCertificate } from "./certificate-authority.ts";
import { verifySignature } from "./verify-signature.ts";
import { keepObjectsWhole } from "./whole-objects.ts";

/** A real S3 server that verifies signatures, has a secret key of its own, and keeps its objects in a folder. */
export interface S3Server {
  /** `https://HOST:PORT`, or http without a certificate. */
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Stops listening, ends open connections, removes the objects. */
  close(): Promise<void>;
}

function tlsOptions({ privateKeyPem, certificatePem }: ServerCertificate) {
  return { key: privateKeyPem, cert: certificatePem };
}

function clientOptions({ clientCaPem }: S3ServerOptions) {
  return clientCaPem === undefined ? {} : { requestCert: true, rejectUnauthorized: true, ca: clientCaPem };
}

interface S3ServerOptions {
  /** Names of at least three letters. */
  readonly buckets: readonly string[];
  /** Absent: plain HTTP. */
  readonly tls?: ServerCertificate;
  /** Clients must show a certificate of this CA (PEM); absent: they need none. */
  readonly clientCaPem?: string;
  /** Default: any free one. A busy one rejects with EADDRINUSE. */
  readonly port?: number;
  /** An address of this machine; default: that of `localhost`. */
  readonly host?: string;
}

export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), "podwright-s3-"));
  const application = new S3rver({
    silent: true,
    directory,
    vhostBuckets: false,
    configureBuckets: options.buckets.map((name) => ({ name })),
  });
  keepObjectsWhole(application);
  // The access key is the one that s3rver knows.
  const credentials = { accessKeyId: "S3RVER", secretAccessKey: randomBytes(20).toString("base64") };
  const answer = verifySignature(credentials, application.callback());
  const listener = options.tls
    ? createHttpsServer({ ...tlsOptions(options.tls), ...clientOptions(options) }, answer)
    : createHttpServer(answer);
  const close = async () => {
    listener.closeAllConnections();
    listener.close();
    application.logger.exceptions.unhandle();
    application.logger.silent = true; // A request that ends later would have it complain that it was closed.
    application.logger.close();
    // A request that was broken off may be writing yet.
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  };
  try {
    await application.configureBuckets();
    listener.listen(options.port ?? 0, options.host ?? "127.0.0.1");
    await once(listener, "listening");
  } catch (error) {
    await close();
    throw error;
  }
  const { port } = listener.address() as AddressInfo;
  return {
    endpoint: `${options.tls ? "https" : "http"}://${options.host ?? "localhost"}:${port}`,
    ...credentials,
    close,
  };
}
