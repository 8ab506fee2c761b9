import type { Lifecycle, LifecycleHandler, Probe } from "../../kubernetes/gen/types.ts";
import { headerName } from "./name-formats.ts";
import { validatePort } from "./ports.ts";
import { negative } from "./ranges.ts";
import { forbidden, invalid, invalidFor, notOneOf, type Refusals, required, when } from "./refusal.ts";

type Handler = Omit<LifecycleHandler, "sleep"> & Pick<Probe, "grpc"> & Pick<LifecycleHandler, "sleep">;

/** @source pkg/apis/core/validation/validation.go validateLifecycle, Kubernetes v1.34.1 */
export function validateLifecycle(lifecycle: Lifecycle | undefined, gracePeriod: number, field: string): Refusals {
  const { postStart, preStop } = lifecycle ?? {};
  return [
    ...(postStart ? validateHandler(postStart, gracePeriod, `${field}.postStart`) : []),
    ...(preStop ? validateHandler(preStop, gracePeriod, `${field}.preStop`) : []),
  ];
}

/**
 * Refuses the probes of a container that lives as long as its Pod.
 * @source pkg/apis/core/validation/validation.go validateLivenessProbe, validateReadinessProbe, validateStartupProbe, Kubernetes v1.34.1
 */
export function validateProbes(
  container: Readonly<Partial<Record<"livenessProbe" | "readinessProbe" | "startupProbe", Probe>>>,
  gracePeriod: number,
  field: string,
): Refusals {
  const { livenessProbe, readinessProbe, startupProbe } = container;
  return [
    ...(livenessProbe ? validateProbe(livenessProbe, gracePeriod, `${field}.livenessProbe`) : []),
    ...(livenessProbe ? validateThreshold(livenessProbe, `${field}.livenessProbe`) : []),
    ...(readinessProbe ? validateProbe(readinessProbe, gracePeriod, `${field}.readinessProbe`) : []),
    ...when(
      readinessProbe?.terminationGracePeriodSeconds !== undefined,
      invalid(
        `${field}.readinessProbe.terminationGracePeriodSeconds`,
        readinessProbe?.terminationGracePeriodSeconds ?? 0,
        "must not be set for readinessProbes",
      ),
    ),
    ...(startupProbe ? validateProbe(startupProbe, gracePeriod, `${field}.startupProbe`) : []),
    ...(startupProbe ? validateThreshold(startupProbe, `${field}.startupProbe`) : []),
  ];
}

function validateProbe(probe: Probe, gracePeriod: number, field: string): Refusals {
  const { terminationGracePeriodSeconds: grace } = probe;
  return [
    ...validateHandler(probe, gracePeriod, field),
    ...timings.flatMap((name) => negative(`${field}.${name}`, probe[name])),
    ...when(
      grace !== undefined && grace <= 0,
      invalid(`${field}.terminationGracePeriodSeconds`, grace ?? 0, "must be greater than 0"),
    ),
  ];
}

const timings = [
  "initialDelaySeconds",
  "timeoutSeconds",
  "periodSeconds",
  "successThreshold",
  "failureThreshold",
] as const;

function validateThreshold({ successThreshold = 0 }: Probe, field: string): Refusals {
  return when(successThreshold !== 1, invalid(`${field}.successThreshold`, successThreshold, "must be 1"));
}

/** The first handler is looked into; any other one is one too many. */
function validateHandler(handler: Handler, gracePeriod: number, field: string): Refusals {
  const { exec, httpGet, tcpSocket, grpc, sleep } = handler;
  const given: readonly (readonly [string, Refusals])[] = [
    ...(exec ? [["exec", when(!exec.command?.length, required(`${field}.exec.command`))] as const] : []),
    ...(httpGet ? [["httpGet", validateHttpGet(httpGet, `${field}.httpGet`)] as const] : []),
    ...(tcpSocket ? [["tcpSocket", validatePort(tcpSocket.port, `${field}.tcpSocket.port`)] as const] : []),
    ...(grpc ? [["grpc", validatePort(grpc.port, `${field}.grpc.port`)] as const] : []),
    ...(sleep ? [["sleep", validateSleep(sleep.seconds, gracePeriod, `${field}.sleep`)] as const] : []),
  ];
  const [first, ...others] = given;
  if (!first) return [required(field, "must specify a handler type")];
  return [
    ...first[1],
    ...others.map(([name]) => forbidden(`${field}.${name}`, "may not specify more than 1 handler type")),
  ];
}

function validateHttpGet(action: NonNullable<Handler["httpGet"]>, field: string): Refusals {
  const { path, port, scheme = "", httpHeaders = [] } = action;
  return [
    ...when(!path, required(`${field}.path`)),
    ...validatePort(port, `${field}.port`),
    ...notOneOf(scheme, schemes, `${field}.scheme`),
    ...httpHeaders.flatMap(({ name }) => invalidFor(`${field}.httpHeaders`, name, headerName(name))),
  ];
}

const schemes = ["HTTP", "HTTPS"];

function validateSleep(seconds: number, gracePeriod: number, field: string): Refusals {
  const rule = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
  return when(seconds < 0 || seconds > gracePeriod, invalid(field, seconds, rule));
}
