import { randomBytes } from "node:crypto";
import { createDockerRunner } from "@podwright/runner";
import { busyboxImage } from "../../../test/docker/busybox-image.ts";
import { bringImage, connectTo } from "../../../test/docker/engine-client.ts";
import { type PodmanService, startPodman } from "../../../test/docker/podman-service.ts";
import { runs } from "../../setup/apt-packages.ts";
import type { Contender, Group, Missing } from "./contender.ts";
import { runCommand } from "./run-command.ts";
import { runOn } from "./run-on.ts";
import { podSpec } from "./the-pod.ts";

const names = ["docker", "podman by hand"];
const image = "localhost/busybox:1";

/** A Podman of the bench's own: our engine over its API, and the same by its command line. */
export async function openPodman(): Promise<Group | Missing> {
  if (process.getuid?.() !== 0) return { names, reason: "a Podman of the bench's own needs root" };
  if (!runs("podman", "--version"))
    return { names, reason: "podman is not installed; `node scripts/docker/install.ts` brings it" };
  const podman = await startPodman();
  try {
    await bringImage(await connectTo(podman.socket), image, busyboxImage());
  } catch (error) {
    await podman.remove();
    throw error;
  }
  const environment = { DOCKER_HOST: `unix://${podman.socket}`, PATH: process.env.PATH };
  const runner = createDockerRunner({ search: { environment, homeFolder: podman.folder, userId: 0 } });
  return {
    contenders: [{ name: "docker", once: (signal) => runOn(runner, signal) }, byHand(podman)],
    close: podman.remove,
  };
}

/** What somebody would type: a pod, the containers one after the other, the sidecar beside them, and all of it removed. */
function byHand({ command, environment }: PodmanService): Contender {
  const [init, sidecar] = podSpec.initContainers ?? [];
  const [main] = podSpec.containers;
  return {
    name: "podman by hand",
    once: async (signal) => {
      const pod = `bench-${randomBytes(4).toString("hex")}`;
      const podman = (...args: readonly string[]) => runCommand({ argv: [...command, ...args], environment, signal });
      await podman("pod", "create", "--name", pod);
      try {
        await podman("run", "--rm", "--pod", pod, image, ...(init?.command ?? []));
        await podman("run", "--detach", "--pod", pod, image, ...(sidecar?.command ?? []));
        await podman("run", "--pod", pod, image, ...(main?.command ?? []));
      } finally {
        await podman("pod", "stop", "--time", "10", pod);
        await podman("pod", "rm", "--force", pod);
      }
    },
  };
}
