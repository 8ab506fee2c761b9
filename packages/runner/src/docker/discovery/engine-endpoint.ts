import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where an engine listens. */
export type EngineEndpoint =
  | { readonly kind: "socket"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number; readonly tls?: EngineTls };

/** PEM, as Docker's own client has it in its folder. */
interface EngineTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** What a place came to: an endpoint to ask, or why there is none, in a word or two (`unset`, `ENOENT`). */
export type Located = { readonly endpoint: EngineEndpoint } | { readonly reason: string };

/**
 * Reads `unix:///path`, `tcp://host:port` and `http(s)://host:port`, as DOCKER_HOST and contexts have them.
 * @param certificates - the folder of ca.pem, cert.pem and key.pem; absent: no TLS
 */
export async function parseEndpoint(text: string, certificates: string | undefined): Promise<Located> {
  const url = URL.parse(text);
  if (!url) return { reason: "not a URL" };
  if (url.protocol === "unix:") return { endpoint: { kind: "socket", path: decodeURIComponent(url.pathname) } };
  if (url.protocol === "ssh:")
    return { reason: "ssh is not spoken; forward the socket: ssh -L /tmp/engine.sock:/run/…" };
  if (!["tcp:", "http:", "https:"].includes(url.protocol)) return { reason: `${url.protocol}// is not spoken` };
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = Number(url.port) || (certificates === undefined ? 2375 : 2376);
  if (certificates === undefined) return { endpoint: { kind: "tcp", host, port } };
  try {
    const read = (name: string) => readFile(join(certificates, name), "utf8");
    const tls = { ca: await read("ca.pem"), cert: await read("cert.pem"), key: await read("key.pem") };
    return { endpoint: { kind: "tcp", host, port, tls } };
  } catch (error) {
    return { reason: `${certificates}: ${(error as NodeJS.ErrnoException).code}` };
  }
}
