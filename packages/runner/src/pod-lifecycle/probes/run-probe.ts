import type { Duplex } from "node:stream";
import type { Container } from "@podwright/core";
import { expand } from "../../environment/expand.ts";
import type { Clock } from "../clock.ts";
import type { RunningContainer } from "../container-runtime.ts";
import { connectionWords } from "../reach/connection-words.ts";
import { grpcHealth } from "../reach/grpc-health.ts";
import { httpGet } from "../reach/http-get.ts";
import { resolvePort } from "../reach/resolve-port.ts";
import type { ProbeSpec } from "./probe-spec.ts";

/** A container that is asked. */
export interface ProbeTarget {
  readonly container: Container;
  readonly running: Pick<RunningContainer, "exec" | "dial">;
  readonly podIp: string;
  readonly clock: Clock;
}

/** How one probe came out; `error`: it could not be asked, which counts neither way. */
export interface ProbeOutcome {
  readonly result: "success" | "warning" | "failure" | "error";
  readonly message: string;
}

/**
 * Asks once, within the probe's timeout. Never rejects.
 * @param ended - aborted when the container has ended
 * @source pkg/kubelet/prober/prober.go runProbe, kubernetes/kubernetes v1.34
 */
export async function runProbe(spec: ProbeSpec, target: ProbeTarget, ended: AbortSignal): Promise<ProbeOutcome> {
  const timeout = new AbortController();
  const cancel = target.clock.after(spec.timeoutSeconds, () => timeout.abort());
  const signal = AbortSignal.any([timeout.signal, ended]);
  try {
    return await ask(spec, target, signal);
  } finally {
    cancel();
  }
}

async function ask(spec: ProbeSpec, target: ProbeTarget, signal: AbortSignal): Promise<ProbeOutcome> {
  const { exec, httpGet: http, tcpSocket, grpc } = spec.action;
  if (exec) return askProgram(exec.command ?? [], spec, target, signal);
  if (http) return askHttp(http, target, signal);
  if (tcpSocket) return askPort(tcpSocket, target, signal);
  if (grpc) return askGrpc(grpc, target, signal);
  return { result: "error", message: `missing probe handler for ${target.container.name}` };
}

async function askProgram(
  words: readonly string[],
  { timeoutSeconds }: ProbeSpec,
  { container, running }: ProbeTarget,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  const command = words.map((word) => expand(word, (name) => staticValue(container, name)));
  const { exitCode, output, unstarted } = await running.exec(command, signal);
  if (signal.aborted)
    return {
      result: "failure",
      message: `command timed out: "${command.join(" ")}" timed out after ${timeoutSeconds}s`,
    };
  if (unstarted) return { result: "error", message: output.trimEnd() };
  return { result: exitCode === 0 ? "success" : "failure", message: output.trimEnd() };
}

/** Only what stands in the Pod itself. @source pkg/kubelet/container/helpers.go ExpandContainerCommandOnlyStatic, kubernetes/kubernetes v1.34 */
function staticValue({ env = [] }: Container, name: string): string | undefined {
  return env.findLast((variable) => variable.name === name && !variable.valueFrom)?.value;
}

/** A redirect that is not followed is a warning: the container did answer. */
async function askHttp(
  action: NonNullable<ProbeSpec["action"]["httpGet"]>,
  { container, running, podIp }: ProbeTarget,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  if (resolvePort(action.port, container) === undefined)
    return { result: "error", message: `couldn't find port: ${action.port} in ${container.name}` };
  const request = { action, container, dial: running.dial, podIp, userAgent: "kube-probe/1.34", signal };
  try {
    const { statusCode, body } = await httpGet({ ...request, follows: "same-host" });
    if (statusCode >= 200 && statusCode < 300) return { result: "success", message: body };
    if (statusCode >= 300 && statusCode < 400)
      return { result: "warning", message: `Probe terminated redirects, Response body: ${body}` };
    return { result: "failure", message: `HTTP probe failed with statuscode: ${statusCode}` };
  } catch (error) {
    return { result: "failure", message: (error as Error).message };
  }
}

async function askPort(
  action: NonNullable<ProbeSpec["action"]["tcpSocket"]>,
  { container, running, podIp }: ProbeTarget,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  const port = resolvePort(action.port, container);
  if (port === undefined)
    return { result: "error", message: `couldn't find port: ${action.port} in ${container.name}` };
  try {
    (await running.dial(port, action.host || undefined, signal)).destroy();
    return { result: "success", message: "" };
  } catch (error) {
    return { result: "failure", message: connectionWords(`${action.host || podIp}:${port}`, error, signal) };
  }
}

/** @source pkg/probe/grpc/grpc.go, kubernetes/kubernetes v1.34 */
async function askGrpc(
  { port, service = "" }: NonNullable<ProbeSpec["action"]["grpc"]>,
  { running, podIp }: ProbeTarget,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  const address = `${podIp}:${port}`;
  const failure = (message: string): ProbeOutcome => ({ result: "failure", message });
  let socket: Duplex;
  try {
    socket = await running.dial(port, undefined, signal);
  } catch (error) {
    return failure(`error: failed to connect service at "${address}": ${connectionWords(address, error, signal)}`);
  }
  const close = (): void => void socket.destroy();
  signal.addEventListener("abort", close, { once: true });
  if (signal.aborted) close();
  try {
    const health = await grpcHealth(socket, address, service);
    if (health.answer === "status" && health.status === "SERVING") return { result: "success", message: "" };
    if (health.answer === "status") return failure(`service unhealthy (responded with "${health.status}")`);
    if (health.code !== unimplemented) return failure(`error: health rpc probe failed: ${health.message}`);
    return failure(
      `error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ${health.message}`,
    );
  } catch (error) {
    if (signal.aborted) return failure("timeout: health rpc did not complete in time");
    return failure(`error: health rpc probe failed: ${(error as Error).message}`);
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

/** gRPC's number for it. */
const unimplemented = 12;
