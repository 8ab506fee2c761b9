import type { Container } from "@podwright/core";
import type { ProbeTarget } from "../probes/run-probe.ts";
import { type HttpGet, httpGet, plainAnswer } from "../reach/http-get.ts";
import { waitUntil } from "../wait-until.ts";

type Hook = NonNullable<NonNullable<Container["lifecycle"]>["postStart"]>;

/**
 * Runs a `postStart` or `preStop` hook to its end; any answer to an HTTP request will do. Never rejects.
 * @param signal - aborted when the container has ended
 * @source pkg/kubelet/lifecycle/handlers.go, kubernetes/kubernetes v1.34
 */
export async function runHook(hook: Hook, target: ProbeTarget, signal: AbortSignal): Promise<"done" | "failed"> {
  const { container, running, podIp, clock } = target;
  if (hook.exec) {
    const { exitCode } = await running.exec(hook.exec.command ?? [], signal);
    return exitCode === 0 ? "done" : "failed";
  }
  if (hook.sleep) {
    const due = new Date(clock.now().getTime() + hook.sleep.seconds * 1000);
    return (await waitUntil(clock, due, signal)) ? "done" : "failed";
  }
  if (!hook.httpGet) return "failed";
  const request = {
    action: hook.httpGet,
    container,
    dial: running.dial,
    podIp,
    userAgent: "kube-lifecycle/1.34",
    signal,
  };
  return answers({ ...request, follows: "all" });
}

/** One that speaks no TLS where HTTPS is asked for is asked over HTTP, as in Kubernetes before 1.25. */
async function answers(request: HttpGet): Promise<"done" | "failed"> {
  try {
    await httpGet(request);
    return "done";
  } catch (error) {
    if (!(error as Error).message.endsWith(plainAnswer)) return "failed";
    return answers({ ...request, action: { ...request.action, scheme: "HTTP" } });
  }
}
