import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { ImageSource } from "../../packages/runner/src/docker/images/image-archive.ts";
import { writeTar } from "../../packages/runner/src/docker/tar/write-tar.ts";

/** A registry of one image, over HTTP on loopback. */
export interface Registry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** How often each thing was asked for: `manifest`, `config`, `layer`. */
  readonly asked: ReadonlyMap<string, number>;
  close(): void;
}

const layerType = "application/vnd.oci.image.layer.v1.tar";
const configType = "application/vnd.oci.image.config.v1+json";
const manifestType = "application/vnd.oci.image.manifest.v1+json";

/**
 * Serves an image under every name and tag.
 * @param login - `user:password` that every request must carry; absent: anybody may
 * @source OCI distribution specification v1.0, pull
 */
export async function serveRegistry(source: ImageSource, login?: string): Promise<Registry> {
  const parts: Uint8Array[] = [];
  for await (const part of writeTar(source.entries)) parts.push(part);
  const layer = Buffer.concat(parts);
  const { architecture, environment } = source;
  const rootfs = { type: "layers", diff_ids: [digestOf(layer)] };
  const config = jsonOf({ architecture, os: "linux", config: { Env: environment }, rootfs });
  const described = (mediaType: string, bytes: Buffer) => ({ mediaType, digest: digestOf(bytes), size: bytes.length });
  const manifest = jsonOf({
    ...{ schemaVersion: 2, mediaType: manifestType, config: described(configType, config) },
    layers: [described(layerType, layer)],
  });
  const blobs = new Map([layer, config].map((bytes) => [digestOf(bytes), bytes]));
  const asked = new Map<string, number>();
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = "", headers } = request;
    if (login && headers.authorization !== `Basic ${Buffer.from(login).toString("base64")}`) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="tests"' });
      response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}');
      return;
    }
    if (url === "/v2/") {
      response.end("{}");
      return;
    }
    const isManifest = url.includes("/manifests/");
    const body = isManifest ? manifest : blobs.get(url.slice(url.lastIndexOf("/") + 1));
    const kind = isManifest ? "manifest" : body === layer ? "layer" : "config";
    asked.set(kind, (asked.get(kind) ?? 0) + 1);
    const type = isManifest ? manifestType : "application/octet-stream";
    const about = { "content-type": type, "content-length": body?.length ?? 0 };
    response.writeHead(
      body ? 200 : 404,
      isManifest ? { ...about, "docker-content-digest": digestOf(manifest) } : about,
    );
    response.end(request.method === "HEAD" ? undefined : body);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    host: `127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    asked,
    close: () => void server.close(),
  };
}

function jsonOf(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
