import { release } from "node:os";
import type Docker from "dockerode";
import type { EngineEndpoint } from "../discovery/engine-endpoint.ts";
import type { FoundRuntime } from "../discovery/find-container-runtimes.ts";
import { askEngine } from "../discovery/probe-engine.ts";
import { engineFailed } from "./engine-error.ts";

/** An engine that is ready for use, and what it says of its machine. */
export interface Engine {
  readonly client: Docker;
  readonly kind: "Docker" | "Podman";
  /** For readers: `Podman 4.3.1`. */
  readonly title: string;
  /** Where it was found. */
  readonly place: string;
  /** Go's name, such as `amd64`. */
  readonly architecture: string;
  readonly node: { readonly name: string; readonly cpuMillis: number; readonly memoryBytes: number };
  /** Whether its containers are processes of this very kernel; otherwise it is in a virtual machine or far away. */
  readonly where: "here" | "elsewhere";
  /** Whether an ordinary user's: its root is that user, and its network cannot be reached from outside. */
  readonly rootless: boolean;
  /** Which limits its cgroups enforce. */
  readonly limits: { readonly memory: boolean; readonly cpu: boolean };
}

/** Brings the client library and asks the engine for what the Pod's plan needs. @problems CONTAINER_ENGINE_FAILED */
export async function connectEngine({ engine, endpoint, place }: FoundRuntime): Promise<Engine> {
  const { default: Client } = await import("dockerode");
  const client = new Client(clientOptions(endpoint));
  const title = `${engine.name} ${engine.version}`;
  const info: EngineInfo = await client.info().catch((error) => Promise.reject(engineFailed(error, { title, place })));
  const podman = engine.name === "Podman" ? await podmanFacts(endpoint) : undefined;
  const can = (controller: string) => podman?.cgroupControllers?.includes(controller) ?? true;
  return {
    ...{ client, kind: engine.name, title, place, architecture: engine.architecture },
    node: { name: info.Name, cpuMillis: info.NCPU * 1000, memoryBytes: info.MemTotal },
    where: info.KernelVersion === release() ? "here" : "elsewhere",
    rootless:
      podman?.security?.rootless ?? info.SecurityOptions?.some((option) => option.includes("rootless")) ?? false,
    limits: {
      memory: info.MemoryLimit !== false && can("memory"),
      cpu: info.CpuCfsQuota !== false && can("cpu"),
    },
  };
}

interface PodmanFacts {
  readonly security?: { readonly rootless?: boolean };
  readonly cgroupControllers?: readonly string[];
}

/** What Podman says only in words of its own: by Docker's, an ordinary user's has every limit. */
async function podmanFacts(endpoint: EngineEndpoint): Promise<PodmanFacts | undefined> {
  try {
    const { host } = JSON.parse(await askEngine(endpoint, "/v4.0.0/libpod/info")) as { readonly host?: PodmanFacts };
    return host;
  } catch {
    return undefined;
  }
}

interface EngineInfo {
  readonly Name: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly KernelVersion?: string;
  readonly SecurityOptions?: readonly string[] | null;
  readonly MemoryLimit?: boolean;
  readonly CpuCfsQuota?: boolean;
}

function clientOptions(endpoint: EngineEndpoint): Docker.DockerOptions {
  if (endpoint.kind === "socket") return { socketPath: endpoint.path };
  const { host, port, tls } = endpoint;
  return { host, port, protocol: tls ? "https" : "http", ...tls };
}
