import { describe, expect, test } from "vitest";
import { platformConfig } from "../config/meant/read-section.ts";
import type { ContainerStatus, PodStatus } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { phaseClock } from "./phase-clock.ts";
import { type ObservedPod, podVerdict } from "./pod-verdict.ts";
import type { EndedTask } from "./task-phase.ts";

const ended = (name: string, exitCode: number, reason: string, message?: string): ContainerStatus => ({
  name,
  ready: false,
  restartCount: 0,
  image: "",
  imageID: "",
  state: { terminated: { exitCode, reason, ...(message ? { message } : {}) } },
});
const waiting = (name: string): ContainerStatus => ({
  name,
  ready: false,
  restartCount: 0,
  image: "",
  imageID: "",
  state: { waiting: { reason: "PodInitializing" } },
});
const clock = phaseClock("2026-03-01T12:00:00Z", valueOrThrow(platformConfig({}, "flyte-2.0")), "flyte-2.0");
const pod = (status: PodStatus, more: Partial<ObservedPod> = {}): ObservedPod => ({
  pod: { status },
  primaryContainerName: "main",
  ...more,
});

describe("the phase of a task whose Pod has ended", () => {
  const cases: readonly { name: string; input: ObservedPod; want: EndedTask }[] = [
    {
      name: "succeeds with its primary container",
      input: pod({ phase: "Succeeded", containerStatuses: [ended("main", 0, "Completed")] }, { outputsFound: true }),
      want: { phase: "succeeded" },
    },
    {
      name: "fails with the primary container's own reason and message",
      input: pod({ phase: "Failed", containerStatuses: [ended("main", 3, "Error", "no such number\n")] }),
      want: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "Error",
        message: "[main] terminated with exit code (3). Reason [Error]. Message:\nno such number",
        container: { name: "main", role: "main", exitCode: 3, reason: "Error", words: "no such number" },
      },
    },
    {
      name: "takes a main container's last line for its words, and an init container's first",
      input: pod({
        phase: "Failed",
        initContainerStatuses: [ended("sidecar", 1, "Error", "first\n\nlast\n")],
        containerStatuses: [ended("main", 1, "Error", "Traceback:\n  a.py\nKeyError: 'x'\n")],
      }),
      want: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "Error",
        message: [
          "[main] terminated with exit code (1). Reason [Error]. Message:\nTraceback:\n  a.py\nKeyError: 'x'",
          "[sidecar] terminated with exit code (1). Reason [Error]. Message:\nfirst\n\nlast",
        ].join("\n"),
        container: { name: "main", role: "main", exitCode: 1, reason: "Error", words: "KeyError: 'x'" },
      },
    },
    {
      name: "names the init container that failed, not the container that waits for it nor the sidecar that ended after it",
      input: pod({
        phase: "Failed",
        initContainerStatuses: [
          ended("uploader", 1, "Error", "OutputUploadFailed: no outputs"),
          ended("downloader", 1, "Error", "InputDownloadFailed: nobody signed it\nfix: trust somebody\n"),
          waiting("later"),
        ],
        containerStatuses: [waiting("main")],
      }),
      want: {
        phase: "failed",
        kind: "system",
        recoverable: true,
        code: "InputDownloadFailed",
        message: [
          "[downloader] terminated with exit code (1). Reason [Error]. Message:",
          "InputDownloadFailed: nobody signed it\nfix: trust somebody",
        ].join("\n"),
        container: {
          name: "downloader",
          role: "init",
          exitCode: 1,
          reason: "Error",
          words: "InputDownloadFailed: nobody signed it",
        },
      },
    },
    {
      name: "is the init container's failure, not that outputs are missing because the task never ran",
      input: pod(
        {
          phase: "Failed",
          initContainerStatuses: [
            ended("uploader", 1, "Error", "OutputUploadFailed: output is missing"),
            ended("downloader", 1, "Error", "InputDownloadFailed: no form for NaN\n"),
          ],
          containerStatuses: [waiting("main")],
        },
        { errorDocument: { code: "OutputUploadFailed", message: "output is missing", kind: "RECOVERABLE" } },
      ),
      want: {
        phase: "failed",
        kind: "system",
        recoverable: true,
        code: "InputDownloadFailed",
        message:
          "[downloader] terminated with exit code (1). Reason [Error]. Message:\nInputDownloadFailed: no form for NaN",
        container: {
          name: "downloader",
          role: "init",
          exitCode: 1,
          reason: "Error",
          words: "InputDownloadFailed: no form for NaN",
        },
      },
    },
    {
      name: "has the kubelet's word as its code when the init container is not the copilot",
      input: pod({
        phase: "Failed",
        initContainerStatuses: [ended("prepare", 128, "StartError")],
        containerStatuses: [waiting("main")],
      }),
      want: {
        phase: "failed",
        kind: "system",
        recoverable: true,
        code: "StartError",
        message: "[prepare] terminated with exit code (128). Reason [StartError].",
        container: { name: "prepare", role: "init", exitCode: 128, reason: "StartError" },
      },
    },
    {
      name: "is the task's own failure, not that its outputs are missing because of it",
      input: pod(
        {
          phase: "Failed",
          initContainerStatuses: [ended("uploader", 1, "Error")],
          containerStatuses: [ended("main", 7, "Error", "no more coffee")],
        },
        { errorDocument: { code: "OutputUploadFailed", message: "output is missing", kind: "RECOVERABLE" } },
      ),
      want: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "Error",
        message: [
          "[main] terminated with exit code (7). Reason [Error]. Message:\nno more coffee",
          "[uploader] terminated with exit code (1). Reason [Error].",
        ].join("\n"),
        container: { name: "main", role: "main", exitCode: 7, reason: "Error", words: "no more coffee" },
      },
    },
    {
      name: "is that its outputs are missing when the task itself went well",
      input: pod(
        {
          phase: "Succeeded",
          initContainerStatuses: [ended("uploader", 1, "Error", "OutputUploadFailed: output is missing")],
          containerStatuses: [ended("main", 0, "Completed")],
        },
        { errorDocument: { code: "OutputUploadFailed", message: "output is missing", kind: "RECOVERABLE" } },
      ),
      want: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "OutputUploadFailed",
        message: "output is missing",
        container: {
          name: "uploader",
          role: "init",
          exitCode: 1,
          reason: "Error",
          words: "OutputUploadFailed: output is missing",
        },
      },
    },
    {
      name: "takes a failed task's own error document, whatever its exit code",
      input: pod(
        { phase: "Failed", containerStatuses: [ended("main", 1, "Error", "log")] },
        { errorDocument: { code: "USER:ValueError", message: "boom", kind: "NON_RECOVERABLE", origin: "USER" } },
      ),
      want: { phase: "failed", kind: "user", recoverable: false, code: "USER:ValueError", message: "boom" },
    },
    {
      name: "takes code, message and kind from the error document, whatever the Pod says",
      input: pod(
        { phase: "Succeeded", containerStatuses: [ended("main", 0, "Completed")] },
        { errorDocument: { code: "USER:E", message: "boom", kind: "NON_RECOVERABLE", origin: "SYSTEM" } },
      ),
      want: { phase: "failed", kind: "system", recoverable: false, code: "USER:E", message: "boom" },
    },
    {
      name: "may be retried when the error document says so; inputs that cannot be fetched are not the task's fault",
      input: pod(
        { phase: "Failed", containerStatuses: [waiting("main")] },
        { errorDocument: { code: "InputDownloadFailed", message: "untrusted", kind: "RECOVERABLE" } },
      ),
      want: { phase: "failed", kind: "system", recoverable: true, code: "InputDownloadFailed", message: "untrusted" },
    },
    {
      name: "blames the system when the primary container was killed",
      input: pod({ phase: "Failed", containerStatuses: [ended("main", 137, "Error")] }),
      want: {
        phase: "failed",
        kind: "system",
        recoverable: true,
        code: "Interrupted",
        message: "[main] terminated with exit code (137). Reason [Error].",
        container: { name: "main", role: "main", exitCode: 137, reason: "Error" },
      },
    },
    {
      name: "blames the task when memory ran out, even if the Pod succeeded",
      input: pod({
        phase: "Succeeded",
        containerStatuses: [ended("main", 0, "Completed"), ended("other", 137, "OOMKilled")],
      }),
      want: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "OOMKilled",
        message: "[other] terminated with exit code (137). Reason [OOMKilled].",
        container: { name: "other", role: "main", exitCode: 137, reason: "OOMKilled" },
      },
    },
    {
      name: "gives the Pod's own reason, then what became of its containers",
      input: pod({
        phase: "Failed",
        reason: "DeadlineExceeded",
        message: "Pod was active on the node longer than the specified deadline",
        containerStatuses: [ended("main", 143, "Error")],
      }),
      want: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "DeadlineExceeded",
        message:
          "Pod was active on the node longer than the specified deadline\n[main] terminated with exit code (143). Reason [Error].",
      },
    },
    {
      name: "blames the system when the Pod's node was shut down, under the node's own reason",
      input: pod({ phase: "Failed", reason: "NodeShutdown", message: "Pod was terminated", containerStatuses: [] }),
      want: {
        phase: "failed",
        kind: "system",
        recoverable: true,
        code: "NodeShutdown",
        message: "Pod was terminated",
      },
    },
    {
      name: "fails without outputs and says which sidecar failed",
      input: pod(
        {
          phase: "Succeeded",
          initContainerStatuses: [ended("uploader", 1, "Error", "bucket missing")],
          containerStatuses: [ended("main", 0, "Completed")],
        },
        { outputsFound: false },
      ),
      want: {
        phase: "failed",
        kind: "system",
        recoverable: true,
        code: "OutputsNotFound",
        message:
          "Outputs not generated by task execution\n[uploader] terminated with exit code (1). Reason [Error]. Message:\nbucket missing",
        container: { name: "uploader", role: "init", exitCode: 1, reason: "Error", words: "bucket missing" },
      },
    },
    {
      name: "fails when another main container failed",
      input: pod({
        phase: "Failed",
        containerStatuses: [ended("main", 0, "Completed"), ended("helper", 2, "Error")],
      }),
      want: {
        phase: "failed",
        kind: "user",
        recoverable: true,
        code: "Error",
        message: "[helper] terminated with exit code (2). Reason [Error].",
        container: { name: "helper", role: "main", exitCode: 2, reason: "Error" },
      },
    },
    {
      name: "succeeds with the Pod, whatever is known of its containers",
      input: pod({ phase: "Succeeded", containerStatuses: [ended("other", 0, "Completed")] }),
      want: { phase: "succeeded" },
    },
    {
      name: "cannot be told without the primary container",
      input: {
        primaryContainerName: "main",
        pod: {
          metadata: { annotations: { primary_container_name: "main" } },
          status: { phase: "Running", containerStatuses: [ended("other", 0, "Completed")] },
        },
      },
      want: {
        phase: "failed",
        kind: "user",
        recoverable: false,
        code: "PrimaryContainerNotFound",
        message: "Primary container [main] not found in pod's container statuses",
      },
    },
  ];
  for (const { name, input, want } of cases) test(name, () => expect(podVerdict(input, clock).task).toEqual(want));
});
