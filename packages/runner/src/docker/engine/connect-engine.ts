import { release } from "node:os";
import type Docker from "dockerode";
import type { EngineIds } from "../../pod-check/missing-ids.ts";
import type { EngineEndpoint } from "../discovery/engine-endpoint.ts";
import type { FoundRuntime } from "../discovery/find-container-runtimes.ts";
import { type EnforcedLimits, type PodmanInfo, podmanOwnership, readPodmanInfo } from "../discovery/podman-info.ts";
import { networkLack, type RootlessLack } from "../discovery/rootless-needs.ts";
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
  readonly limits: EnforcedLimits;
  /** The users and groups that its containers can be of; absent: all, as far as it says. */
  readonly ids?: Pick<EngineIds, "users" | "groups">;
  /** Why it gives a Pod no network of its own; absent where it does. */
  readonly networkLack?: RootlessLack;
}

/** Brings the client library and asks the engine for what the Pod's plan needs. @problems CONTAINER_ENGINE_FAILED */
export async function connectEngine({ engine, endpoint, place }: FoundRuntime): Promise<Engine> {
  const { default: Client } = await import("dockerode");
  const client = withoutRedirects(new Client(clientOptions(endpoint)));
  const title = `${engine.name} ${engine.version}`;
  const podman = engine.name === "Podman" ? await readPodmanInfo(endpoint) : undefined;
  const { kernel, ...facts } = podman
    ? await podmanFacts(podman, endpoint)
    : dockerFacts(await client.info().catch((error) => Promise.reject(engineFailed(error, { title, place }))));
  return { client, kind: engine.name, title, place, where: kernel === release() ? "here" : "elsewhere", ...facts };
}

/** The part of the client library that makes requests. */
interface Modem {
  buildRequest(options: object, ...rest: readonly unknown[]): void;
}

/**
 * By itself the client library follows a redirect to whatever host it names, even off a socket; no engine's answer is elsewhere.
 * @source docker-modem v5.0.7 lib/http.js, `maxRedirects`
 */
function withoutRedirects(client: Docker): Docker {
  const modem = client.modem as unknown as Modem;
  const build = modem.buildRequest.bind(modem);
  modem.buildRequest = (options, ...rest) => build({ ...options, maxRedirects: 0 }, ...rest);
  return client;
}

/** What an engine says of its machine. */
type MachineFacts = Pick<Engine, "architecture" | "node" | "rootless" | "limits" | "ids" | "networkLack"> & {
  /** `uname -r` */
  readonly kernel: string;
};

/** @source Docker Engine API v1.41, GET /info */
interface DockerInfo {
  readonly Name: string;
  readonly NCPU: number;
  readonly MemTotal: number;
  readonly Architecture: string;
  readonly KernelVersion?: string;
  readonly SecurityOptions?: readonly string[] | null;
  readonly MemoryLimit?: boolean;
  readonly CpuCfsQuota?: boolean;
}

function dockerFacts(info: DockerInfo): MachineFacts {
  return {
    architecture: goArchitectures[info.Architecture] ?? info.Architecture,
    kernel: info.KernelVersion ?? "",
    node: { name: info.Name, cpuMillis: info.NCPU * 1000, memoryBytes: info.MemTotal },
    rootless: info.SecurityOptions?.some((option) => option.includes("rootless")) ?? false,
    limits: { memory: info.MemoryLimit !== false, cpu: info.CpuCfsQuota !== false },
  };
}

/** Docker's info has the kernel's names. */
const goArchitectures: Readonly<Record<string, string>> = { x86_64: "amd64", aarch64: "arm64" };

async function podmanFacts(info: PodmanInfo, endpoint: EngineEndpoint): Promise<MachineFacts> {
  const { host } = info;
  const lack = await networkLack(info, endpoint);
  return {
    architecture: host.arch,
    kernel: host.kernel,
    node: { name: host.hostname, cpuMillis: host.cpus * 1000, memoryBytes: host.memTotal },
    ...podmanOwnership(info),
    ...(lack ? { networkLack: lack } : {}),
  };
}

function clientOptions(endpoint: EngineEndpoint): Docker.DockerOptions {
  if (endpoint.kind === "socket") return { socketPath: endpoint.path };
  const { host, port, tls } = endpoint;
  return { host, port, protocol: tls ? "https" : "http", ...tls };
}
