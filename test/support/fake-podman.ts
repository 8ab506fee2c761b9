import { type ScriptedServer, startScriptedServer } from "./scripted-server.ts";

/** What a Podman of an ordinary user tells of itself, on a machine that lacks nothing. */
export const rootlessHost = {
  ...{ arch: "amd64", hostname: "machine", kernel: "6.1.0-1-amd64", cpus: 2, memTotal: 2 ** 32 },
  security: { rootless: true },
  cgroupControllers: ["cpu", "memory", "pids"],
  idMappings: {
    uidmap: [
      { container_id: 0, host_id: 1000, size: 1 },
      { container_id: 1, host_id: 100_000, size: 65_536 },
    ],
    gidmap: [
      { container_id: 0, host_id: 1000, size: 1 },
      { container_id: 1, host_id: 100_000, size: 65_536 },
    ],
  },
  slirp4netns: { executable: "/usr/bin/slirp4netns" },
};

/** A server that says of itself what a Podman says, and does nothing. */
export async function startFakePodman(host: object): Promise<ScriptedServer & { readonly dockerHost: string }> {
  const store = { graphDriverName: "overlay", graphRoot: "/nowhere/storage" };
  const server = await startScriptedServer((request, response) => {
    const headers = { server: "Libpod/4.3.1 (linux)", "api-version": "1.41" };
    const isInfo = request.url?.endsWith("/libpod/info") ?? false;
    response.writeHead(200, headers).end(isInfo ? JSON.stringify({ host, store }) : "OK");
  });
  return { ...server, dockerHost: server.endpoint.replace("http:", "tcp:") };
}
