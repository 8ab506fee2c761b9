import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { EngineSearch } from "./engine-search.ts";
import { chooseContainerRuntime, findContainerRuntimes, noContainerRuntime } from "./find-container-runtimes.ts";

const folder = mkdtempSync(join(tmpdir(), "podwright-discovery-"));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

/** What engines answer to `/_ping`. */
const podman = { server: "Libpod/4.3.1 (linux)", "api-version": "1.41" };
const docker = { server: "Docker/28.5.2 (linux)", "api-version": "1.51" };

async function listen(
  where: { readonly path: string } | { readonly port: number },
  headers: Readonly<Record<string, string>>,
): Promise<Server> {
  if ("path" in where) mkdirSync(dirname(where.path), { recursive: true });
  const server = createServer((request, response) => response.writeHead(200, headers).end(request.url));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen("path" in where ? where.path : where, resolve));
  return server;
}

function searchIn(name: string, environment: EngineSearch["environment"] = {}): EngineSearch {
  const homeFolder = join(folder, name);
  mkdirSync(homeFolder, { recursive: true });
  return { environment: { XDG_RUNTIME_DIR: join(homeFolder, "run"), ...environment }, homeFolder, userId: 1000 };
}

/** Without the two sockets of the machine, which this machine may have. */
async function ownFindings(search: EngineSearch) {
  const findings = await findContainerRuntimes(search);
  return findings
    .filter(({ place }) => !["/var/run/docker.sock", "/run/podman/podman.sock"].includes(place))
    .map((finding) => [
      finding.place.replace(search.homeFolder, "~"),
      finding.outcome === "found" ? `${finding.engine.name} ${finding.engine.version}` : finding.reason,
    ]);
}

describe("looking for container runtimes", () => {
  test("asks DOCKER_HOST, the machine's sockets and this user's, in this order", async () => {
    const findings = await findContainerRuntimes(searchIn("order"));
    expect(findings.slice(0, 3).map(({ place }) => place)).toEqual([
      "DOCKER_HOST",
      "/var/run/docker.sock",
      "/run/podman/podman.sock",
    ]);
  });

  test("says of each place what answered or why nothing did", async () => {
    const search = searchIn("reasons");
    await listen({ path: join(search.homeFolder, "run/podman/podman.sock") }, podman);
    await listen({ path: join(search.homeFolder, ".docker/run/docker.sock") }, { server: "Apache/2.4" });
    await listen({ path: join(search.homeFolder, ".rd/docker.sock") }, {});
    writeFileSync(join(search.homeFolder, "run/docker.sock"), "");
    expect(await ownFindings(search)).toEqual([
      ["DOCKER_HOST", "unset"],
      ["~/run/docker.sock", "ECONNREFUSED"],
      ["~/run/podman/podman.sock", "Podman 4.3.1"],
      ["~/.docker/run/docker.sock", "not an engine"],
      ["~/.docker/desktop/docker.sock", "ENOENT"],
      ["~/.colima/default/docker.sock", "ENOENT"],
      ["~/.rd/docker.sock", "not an engine"],
    ]);
  });

  test("takes DOCKER_HOST alone when it is set", async () => {
    const server = await listen({ port: 0 }, docker);
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const found = await findContainerRuntimes(searchIn("host", { DOCKER_HOST: `tcp://127.0.0.1:${port}` }));
    expect(found).toEqual([
      {
        outcome: "found",
        place: `DOCKER_HOST tcp://127.0.0.1:${port}`,
        endpoint: { kind: "tcp", host: "127.0.0.1", port },
        engine: { name: "Docker", version: "28.5.2", apiVersion: "1.51" },
      },
    ]);
  });

  test("follows the current context of Docker's own client", async () => {
    const search = searchIn("context");
    const socket = join(search.homeFolder, "elsewhere.sock");
    await listen({ path: socket }, docker);
    const real = join(search.homeFolder, ".docker/contexts/meta", createHash("sha256").update("mine").digest("hex"));
    mkdirSync(real, { recursive: true });
    writeFileSync(
      join(real, "meta.json"),
      JSON.stringify({ Name: "mine", Endpoints: { docker: { Host: `unix://${socket}` } } }),
    );
    writeFileSync(join(search.homeFolder, ".docker/config.json"), JSON.stringify({ currentContext: "mine" }));
    expect(await ownFindings(search)).toEqual([["docker context mine", "Docker 28.5.2"]]);
    const other = { ...search, environment: { DOCKER_CONTEXT: "other" } };
    expect(await ownFindings(other)).toEqual([["docker context other", "no such context"]]);
  });
});

describe("no container runtime", () => {
  test("says everything that was tried, and how to start one", async () => {
    const hosts = { DOCKER_HOST: "unix:///nowhere/docker.sock" };
    await expect(chooseContainerRuntime(searchIn("none", hosts))).rejects.toMatchObject({
      problems: [
        {
          code: "NO_CONTAINER_RUNTIME",
          what: "no container runtime answered",
          where: "tried DOCKER_HOST unix:///nowhere/docker.sock (ENOENT)",
          fix: "start the engine behind DOCKER_HOST, correct it or unset it, or use --engine sandbox",
        },
      ],
    });
    const shell = { DOCKER_HOST: "ssh://me@there" };
    await expect(chooseContainerRuntime(searchIn("none", shell))).rejects.toThrow("ssh is not spoken");
  });

  const start = "start Docker or Podman, or set DOCKER_HOST, or use --engine sandbox";

  test.each([
    { name: "names the group of a socket that the group may use", mode: 0o660, advice: "become a member of the group" },
    { name: "names no group where the socket is its owner's only", mode: 0o600, advice: undefined },
    { name: "names no group that may read only, as connecting takes more", mode: 0o640, advice: undefined },
  ])("$name", ({ mode, advice }) => {
    const socket = join(folder, `mode-${mode}.sock`);
    writeFileSync(socket, "");
    chmodSync(socket, mode);
    const absent = { outcome: "absent", place: "/nowhere/docker.sock", reason: "ENOENT" } as const;
    const { fix } = noContainerRuntime([absent, { ...absent, place: socket, reason: "EACCES" }], searchIn("modes"));
    expect(fix).toBe(advice === undefined ? start : `${advice} that may use ${socket}, or\n${start}`);
  });

  test.each([
    { name: "an ordinary user", userId: 1000, socketFolder: "/run/user/1000/podman" },
    { name: "root", userId: 0, socketFolder: "/run/podman" },
  ])("makes the folder of the socket in the line that starts Podman for $name", ({ userId, socketFolder }) => {
    const programs = join(folder, `programs-${userId}`);
    mkdirSync(programs, { recursive: true });
    writeFileSync(join(programs, "podman"), "", { mode: 0o755 });
    const absent = { outcome: "absent", place: "/nowhere/docker.sock", reason: "ENOENT" } as const;
    const { fix } = noContainerRuntime([absent, absent], {
      environment: { PATH: programs },
      homeFolder: folder,
      userId,
    });
    expect(fix).toBe(
      `podman is installed: mkdir -p ${socketFolder} && podman system service --time 0 unix://${socketFolder}/podman.sock &\n${start}`,
    );
  });
});
