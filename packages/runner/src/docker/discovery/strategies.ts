import { existsSync } from "node:fs";
import { join } from "node:path";
import { readDockerConfig, readDockerContext } from "./docker-config.ts";
import { type Located, parseEndpoint } from "./engine-endpoint.ts";
import type { EngineSearch } from "./engine-search.ts";

/** One way to find an engine. */
export interface Strategy {
  /** What a reader knows it by: a variable, a context, the path of a socket. */
  readonly name: string;
  locate(): Promise<Located>;
}

/**
 * Every way to find an engine, the first that answers wins. A DOCKER_HOST or a context that the user chose stands
 * alone, as it does for Docker's own client.
 */
export async function strategies(search: EngineSearch): Promise<readonly Strategy[]> {
  const { environment } = search;
  const host = environment.DOCKER_HOST;
  if (host) {
    const tls = environment.DOCKER_TLS_VERIFY || environment.DOCKER_CERT_PATH;
    const certificates = tls ? environment.DOCKER_CERT_PATH || join(search.homeFolder, ".docker") : undefined;
    return [{ name: `DOCKER_HOST ${host}`, locate: () => parseEndpoint(host, certificates) }];
  }
  const context = environment.DOCKER_CONTEXT || (await readDockerConfig(search)).currentContext;
  if (context && context !== "default") {
    return [{ name: `docker context ${context}`, locate: () => locateContext(search, context) }];
  }
  return [{ name: "DOCKER_HOST", locate: async () => ({ reason: "unset" }) }, ...sockets(search).map(socketStrategy)];
}

/** Docker's and Podman's sockets, for the machine and for this user, then those of virtual machines that run Docker. */
function sockets({ environment, homeFolder, userId }: EngineSearch): readonly string[] {
  const own = environment.XDG_RUNTIME_DIR || (userId === undefined ? undefined : `/run/user/${userId}`);
  return [
    "/var/run/docker.sock",
    "/run/podman/podman.sock",
    ...(own === undefined ? [] : [join(own, "docker.sock"), join(own, "podman/podman.sock")]),
    ...[".docker/run/docker.sock", ".docker/desktop/docker.sock", ".colima/default/docker.sock", ".rd/docker.sock"].map(
      (path) => join(homeFolder, path),
    ),
  ];
}

function socketStrategy(path: string): Strategy {
  return {
    name: path,
    locate: async () => (existsSync(path) ? { endpoint: { kind: "socket", path } } : { reason: "ENOENT" }),
  };
}

async function locateContext(search: EngineSearch, name: string): Promise<Located> {
  const context = await readDockerContext(search, name);
  if (!context) return { reason: "no such context" };
  return parseEndpoint(context.host, existsSync(context.tlsFolder) ? context.tlsFolder : undefined);
}
