import { spawn } from "node:child_process";
import { Duplex } from "node:stream";
import type { Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../container-places.ts";
import { dialHost } from "../pod-lifecycle/reach/dial-host.ts";
import type { Engine } from "./engine/connect-engine.ts";
import { inUserNamespaceOf, systemPath } from "./in-user-namespace.ts";
import type { EnginePod } from "./pod/make-pod.ts";

/**
 * How a Pod's ports are reached from here: by its address where the machine routes there, else by a program of ours in its network
 * namespace. An engine elsewhere has neither.
 */
type DialWay = "address" | "namespace" | "none";

/** An ordinary user's engine gives its Pods addresses that nobody else reaches; a Pod with only loopback has none. */
function dialWay(engine: Engine, pod: Pick<EnginePod, "network">): DialWay {
  if (engine.where === "elsewhere") return "none";
  if (pod.network === "host") return "address";
  return engine.rootless || pod.network === "none" ? "namespace" : "address";
}

/**
 * Probes and hooks that need a connection from here, where there can be none.
 * @problems ENGINE_UNSUPPORTED
 */
export function unreachable(engine: Engine, pod: Pod): readonly Problem[] {
  if (engine.where === "here") return [];
  const asked = containerPlaces(pod).flatMap(([path, { startupProbe, livenessProbe, readinessProbe, lifecycle }]) => {
    const handlers = { startupProbe, livenessProbe, readinessProbe };
    const hooks = { "lifecycle.postStart": lifecycle?.postStart, "lifecycle.preStop": lifecycle?.preStop };
    return Object.entries({ ...handlers, ...hooks }).flatMap(([name, handler]) =>
      handler && ["httpGet", "tcpSocket", "grpc"].some((kind) => kind in handler) ? [`${path}.${name}`] : [],
    );
  });
  if (asked.length === 0) return [];
  return [
    {
      code: "ENGINE_UNSUPPORTED",
      what: `${engine.title} runs its containers on another machine, whose networks are not reached from here`,
      where: asked.join("\n"),
      fix: "ask by exec instead, or use an engine of this machine or a cluster",
    },
  ];
}

/** Opens a connection to a port of the Pod, or of the host that a probe names. */
export async function dialPod(
  engine: Engine,
  pod: EnginePod,
  { port, host }: { readonly port: number; readonly host: string | undefined },
  signal: AbortSignal,
): Promise<Duplex> {
  if (host !== undefined) return await dialHost(port, host, signal);
  if (dialWay(engine, pod) === "namespace") return await dialNamespace(pod, port, signal);
  return await dialHost(port, pod.ip, signal);
}

/** A program that connects, says so with one byte, and passes bytes on both ways. */
function relay(host: string, port: number): string {
  return `
const socket = require("node:net").connect(${port}, ${JSON.stringify(host)}, () => {
  process.stdout.write("+");
  process.stdin.pipe(socket);
  socket.pipe(process.stdout);
});
socket.on("error", (error) => { process.stderr.write(error.message); process.exitCode = 1; });
`;
}

function dialNamespace({ processId, ip }: EnginePod, port: number, signal: AbortSignal): Promise<Duplex> {
  const [program, ...args] = inUserNamespaceOf(processId, "--net");
  const child = spawn(program, [...args, process.execPath, "-e", relay(ip, port)], {
    ...{ stdio: ["pipe", "pipe", "pipe"], env: { PATH: systemPath } },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const abort = (): void => void child.kill("SIGKILL");
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stdin.on("error", () => child.stdin.destroy());
  child.on("error", reject);
  child.on("close", () => reject(new Error(signal.aborted ? "timed out" : said.trim() || "connection refused")));
  child.stdout.once("readable", () => {
    if (child.stdout.read(1) === null) return;
    signal.removeEventListener("abort", abort);
    const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
    stream.on("close", () => child.kill("SIGKILL"));
    // To be destroyed by who needs it no more is no error.
    stream.on("error", () => child.kill("SIGKILL"));
    resolve(stream);
  });
  return promise;
}
