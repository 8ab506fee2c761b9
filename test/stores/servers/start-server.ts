import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createCertificateAuthority } from "../../support/certificate-authority.ts";
import { holdPort } from "../../support/hold-port.ts";

/** A store's server, in a process of its own, on loopback over TLS under a CA made for it. */
export interface RunningServer {
  /** `https://localhost:PORT`; its certificate also names 127.0.0.1. */
  readonly endpoint: string;
  readonly caPem: string;
  /** What it printed so far. */
  readonly log: () => string;
  /** Ends it and removes its data. */
  readonly close: () => Promise<void>;
}

/** What a server's command line is made from. */
interface ServerPlace {
  /** An empty folder, its own. */
  readonly folder: string;
  readonly port: number;
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

interface ReadyRequest {
  readonly path: string;
  readonly headers?: (host: string) => Readonly<Record<string, string>>;
  readonly status: number;
}

interface ServerKind {
  readonly name: string;
  readonly command: (place: ServerPlace) => readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** What it answers with this status once it serves, and not before. */
  readonly ready: ReadyRequest;
  /** What it trusts beside: laid out before it starts. */
  readonly prepare?: (place: ServerPlace) => Promise<void>;
}

const deadlineMs = 60_000;

/** @throws when it ends, or does not answer within a minute, with the end of what it printed */
export async function startServer(kind: ServerKind): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), `podwright-${kind.name}-`));
  const authority = await createCertificateAuthority(`${kind.name} CA`);
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost", "127.0.0.1"] });
  // Nobody else is given the port until the server has it.
  const { port, release } = await holdPort();
  const place = {
    folder,
    port,
    certificateFile: join(folder, "server.crt"),
    privateKeyFile: join(folder, "server.key"),
  };
  await writeFile(place.certificateFile, tls.certificatePem);
  await writeFile(place.privateKeyFile, tls.privateKeyPem, { mode: 0o600 });
  await kind.prepare?.(place);
  const [program, ...args] = kind.command(place);
  // HOME too: these servers keep settings below it.
  const env = { PATH: process.env.PATH, HOME: folder, ...kind.environment };
  const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  child.on("error", (error) => {
    log += `${error.message}\n`;
  });
  const killAtExit = () => child.kill("SIGKILL");
  process.once("exit", killAtExit);
  const close = async () => {
    release();
    await end(child);
    process.off("exit", killAtExit);
    await rm(folder, { recursive: true, force: true });
  };
  const endpoint = `https://localhost:${place.port}`;
  const caPem = authority.certificatePem;
  for (const startMs = Date.now(); !(await isReady({ endpoint, caPem }, kind.ready)); ) {
    const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (ended || Date.now() - startMs > deadlineMs) {
      await close();
      throw new Error(`${kind.name} ${ended ? "ended" : "does not answer"}; it printed:\n${log.slice(-2000)}`);
    }
    await setTimeout(25);
  }
  release();
  return { endpoint, caPem, log: () => log, close };
}

function isReady(
  { endpoint, caPem }: Pick<RunningServer, "endpoint" | "caPem">,
  { path, headers, status }: ReadyRequest,
): Promise<boolean> {
  const url = new URL(path, endpoint);
  return new Promise((resolve) => {
    const options = { headers: { ...headers?.(url.host) }, ca: caPem, agent: false, timeout: 5_000 };
    const asked = request(url, options, (response) => {
      response.resume();
      resolve(response.statusCode === status);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(false));
    asked.end();
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const stubborn = AbortSignal.timeout(5_000);
  stubborn.addEventListener("abort", () => child.kill("SIGKILL"));
  await ended;
}

/** Makes what a server is to have before a test meets it; one that cannot be filled is closed. */
export async function filled<S extends RunningServer>(server: S, fill: (server: S) => Promise<unknown>): Promise<S> {
  try {
    await fill(server);
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}
