import type { RequestOptions } from "node:http";
import type { EngineEndpoint } from "./engine-endpoint.ts";

/** An engine that answered, as it describes itself. */
export interface EngineVersion {
  readonly name: "Docker" | "Podman";
  readonly version: string;
  /** Of the Docker API, such as `1.41`. */
  readonly apiVersion: string;
  /** Go's name of its machine: `amd64`. */
  readonly architecture: string;
  readonly kernelVersion: string;
}

/** Podman asks other programs for their versions before it answers, which takes seconds on a busy machine; one that hangs is to be named. */
const patienceMs = 30_000;

/** Asks who listens at an endpoint. @returns the engine, or why it is none: `ECONNREFUSED`, `not an engine` */
export async function probeEngine(endpoint: EngineEndpoint): Promise<EngineVersion | string> {
  try {
    const answer: unknown = JSON.parse(await askEngine(endpoint, "/version"));
    return isVersion(answer) ? describe(answer) : "not an engine";
  } catch (error) {
    if (error instanceof SyntaxError) return "not an engine";
    const { code, message } = error as NodeJS.ErrnoException;
    return code?.startsWith("HPE_") ? "not an engine" : (code ?? message);
  }
}

interface VersionAnswer {
  readonly Version: string;
  readonly ApiVersion: string;
  readonly Arch?: string;
  readonly KernelVersion?: string;
  readonly Components?: readonly { readonly Name?: string }[];
}

function isVersion(answer: unknown): answer is VersionAnswer {
  const { Version, ApiVersion } = (answer ?? {}) as Partial<VersionAnswer>;
  return typeof Version === "string" && typeof ApiVersion === "string";
}

function describe({ Version, ApiVersion, Arch = "", KernelVersion = "", Components }: VersionAnswer): EngineVersion {
  const isPodman = Components?.some(({ Name }) => Name?.startsWith("Podman")) ?? false;
  return {
    name: isPodman ? "Podman" : "Docker",
    ...{ version: Version, apiVersion: ApiVersion, architecture: Arch, kernelVersion: KernelVersion },
  };
}

/**
 * Asks an engine with a GET, which changes nothing.
 * @returns the answer's text, whatever its status
 */
export async function askEngine(endpoint: EngineEndpoint, path: string): Promise<string> {
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
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    sent.on("error", (error) =>
      reject(error.name === "AbortError" ? new Error(`no answer in ${patienceMs / 1000} s`) : error),
    );
    sent.end();
  });
}
