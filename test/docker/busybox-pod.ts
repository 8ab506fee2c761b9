import type { Container, PodSpec } from "@podwright/core";
import type { PodCase } from "../../packages/runner/src/contract/pod-case.ts";

/** A Pod whose containers are of busybox unless they say otherwise, and that starts none of them twice. */
export function busyboxPod(spec: PodSpec, more: Partial<PodCase> = {}): PodCase {
  const withImage = (container: Container): Container => ({ image: "localhost/busybox:1", ...container });
  const { initContainers = [], containers } = spec;
  return {
    ...{ name: "pod", feature: "mainContainers", want: { phase: "", containers: {} }, ...more },
    spec: {
      restartPolicy: "Never",
      ...spec,
      initContainers: initContainers.map(withImage),
      containers: containers.map(withImage),
    },
  };
}
