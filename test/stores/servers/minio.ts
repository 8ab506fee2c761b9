import { randomBytes } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import aws4 from "aws4";
import { minio, programOf } from "../../../scripts/stores/tools.ts";
import { requestText } from "./request-text.ts";
import { filled, type RunningServer, startServer } from "./start-server.ts";

export interface MinioServer extends RunningServer {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface MinioOptions {
  /** Made before it is handed over. */
  readonly buckets: readonly string[];
  /** MinIO's own settings, MINIO_... */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * MinIO takes its certificate under fixed names from a folder (`public.crt`, `private.key`), and every file there that is no certificate's is
 * refused; the web console is off, which would take another port, and so is asking the network for updates.
 */
export async function startMinio({ buckets, environment }: MinioOptions): Promise<MinioServer> {
  const credentials = {
    accessKeyId: `root-${randomBytes(6).toString("hex")}`,
    secretAccessKey: randomBytes(20).toString("base64url"),
  };
  const server = await startServer({
    name: "minio",
    prepare: async ({ folder, certificateFile, privateKeyFile }) => {
      await mkdir(join(folder, "certs"));
      await copyFile(certificateFile, join(folder, "certs/public.crt"));
      await copyFile(privateKeyFile, join(folder, "certs/private.key"));
    },
    command: ({ folder, port }) => [
      programOf(minio),
      ...["server", "--quiet", "--certs-dir", join(folder, "certs"), "--address", `127.0.0.1:${port}`],
      join(folder, "data"),
    ],
    environment: {
      MINIO_ROOT_USER: credentials.accessKeyId,
      MINIO_ROOT_PASSWORD: credentials.secretAccessKey,
      MINIO_BROWSER: "off",
      MINIO_UPDATE: "off",
      ...environment,
    },
    // Its health page says 200 before it serves. It can only refuse an unknown access key when it has read its users, last of all.
    ready: {
      path: "/",
      headers: (host) => signedHeaders({ method: "GET", path: "/", host, service: "s3" }, unknownUser),
      status: 403,
    },
  });
  return await filled({ ...server, ...credentials }, async (started) => {
    for (const bucket of buckets) await requestSigned(started, { service: "s3", method: "PUT", path: `/${bucket}` });
  });
}

interface SignedRequest {
  readonly service: "s3" | "sts";
  readonly method: "PUT" | "POST";
  readonly path: string;
  readonly body?: string;
}

/** @param request - signed by the root user */
export function requestSigned(minio: MinioServer, { service, ...request }: SignedRequest): Promise<string> {
  const { host } = new URL(minio.endpoint);
  const headers = signedHeaders({ ...request, service, host }, minio);
  return requestText(minio, { ...request, headers });
}

const unknownUser = { accessKeyId: "nobody", secretAccessKey: "nothing" };

function signedHeaders(request: aws4.Request, user: aws4.Credentials): Readonly<Record<string, string>> {
  const headers = request.service === "sts" ? { "content-type": "application/x-www-form-urlencoded" } : {};
  const { accessKeyId = "", secretAccessKey = "" } = user;
  const signed = aws4.sign({ ...request, region: "us-east-1", headers }, { accessKeyId, secretAccessKey });
  return signed.headers as Record<string, string>;
}
