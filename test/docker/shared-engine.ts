import type { TestProject } from "vitest/node";
import { busyboxImage } from "./busybox-image.ts";
import { bringImage, connectTo } from "./engine-client.ts";
import { startPodman } from "./podman-service.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Of the Podman that all tests of the project share. */
    readonly engineSocket: string;
  }
}

/** Brings the Podman that all tests share, with `localhost/busybox:1`, and takes it back. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const podman = await startPodman();
  try {
    await bringImage(await connectTo(podman.socket), "localhost/busybox:1", busyboxImage());
  } catch (error) {
    await podman.remove();
    throw error;
  }
  project.provide("engineSocket", podman.socket);
  return podman.remove;
}
