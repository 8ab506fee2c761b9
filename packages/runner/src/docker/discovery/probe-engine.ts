import type { IncomingHttpHeaders, RequestOptions } from "node:http";
import type { EngineEndpoint } from "./engine-endpoint.ts";

/** An engine that answered, as it names itself. */
export interface EngineVersion {
  readonly name: "Docker" | "Podman";
  readonly version: string;
  /** Of the Docker API, such as `1.41`. */
  readonly apiVersion: string;
}

/** A machine may be busy; an engine that hangs is to be named. */
const patienceMs = 30_000;

/**
 * Asks who listens at an endpoint, by the one question that is cheap everywhere: for `/version` Podman runs half a dozen programs.
 * @returns the engine, or why it is none: `ECONNREFUSED`, `not an engine`
 * @source Docker Engine API v1.41, GET /_ping
 */
export async function probeEngine(endpoint: EngineEndpoint): Promise<EngineVersion | string> {
  try {
    const { headers } = await getFrom(endpoint, "/_ping");
    const [, product, version = ""] = /^(Docker|Libpod)\/(\S+)/.exec(String(headers.server)) ?? [];
    const apiVersion = headers["api-version"];
    if (product === undefined || typeof apiVersion !== "string") return "not an engine";
    return { name: product === "Libpod" ? "Podman" : "Docker", version, apiVersion };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code?.startsWith("HPE_") || error instanceof SyntaxError ? "not an engine" : (code ?? message);
  }
}

/**
 * Asks an engine with a GET, which changes nothing.
 * @returns the answer's text, whatever its status
 */
export async function askEngine(endpoint: EngineEndpoint, path: string): Promise<string> {
  return (await getFrom(endpoint, path)).text;
}

interface EngineAnswer {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

async function getFrom(endpoint: EngineEndpoint, path: string): Promise<EngineAnswer> {
  const tls = endpoint.kind === "tcp" ? endpoint.tls : undefined;
  const { request } = tls ? await import("node:https") : await import("node:http");
  const options: RequestOptions = {
    ...(endpoint.kind === "socket" ? { socketPath: endpoint.path } : { host: endpoint.host, port: endpoint.port }),
    ...{ ...tls, path, agent: false, signal: AbortSignal.timeout(patienceMs) },
  };
  return await new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > 2 ** 20) sent.destroy(new SyntaxError("too long"));
      });
      response.on("end", () => resolve({ headers: response.headers, text }));
      response.on("error", reject);
    });
    sent.on("error", (error) =>
      reject(error.name === "AbortError" ? new Error(`no answer in ${patienceMs / 1000} s`) : error),
    );
    sent.end();
  });
}
