import { spawn } from "node:child_process";
import { readlinkSync } from "node:fs";
import { Duplex } from "node:stream";
import { dialHost } from "../sandbox/dial-host.ts";
import type { Engine } from "./engine/connect-engine.ts";
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
  const user = isOwnUserNamespace(processId) ? [] : ["--user", "--preserve-credentials"];
  const child = spawn(
    "nsenter",
    [`--target=${processId}`, ...user, "--net", "--", process.execPath, "-e", relay(ip, port)],
    { stdio: ["pipe", "pipe", "pipe"], env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" } },
  );
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
    resolve(stream);
  });
  return promise;
}

/** Whether a process lives in this process's user namespace, which needs no entering. */
function isOwnUserNamespace(processId: number): boolean {
  try {
    return namespaceOf(processId) === namespaceOf("self");
  } catch {
    return false;
  }
}

function namespaceOf(processId: number | "self"): string {
  return readlinkSync(`/proc/${processId}/ns/user`);
}
