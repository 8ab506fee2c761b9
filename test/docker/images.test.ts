import { createDockerRunner, type RunEvent } from "@podwright/runner";
import { describe, expect, inject, test } from "vitest";
import { shell } from "../../packages/runner/src/contract/pod-case.ts";
import { requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { connectTo, searchFor } from "./engine-client.ts";

const socket = inject("engineSocket");
const { signal } = new AbortController();

describe("images", () => {
  test("that are not to be had are one problem each, before anything starts", async () => {
    const runner = createDockerRunner({ search: searchFor(socket) });
    const { title } = await connectTo(socket);
    const events: RunEvent[] = [];
    const pod = busyboxPod({
      initContainers: [shell("init", "true")],
      containers: [
        shell("never", "true", { image: "localhost/not-built:1", imagePullPolicy: "Never" }),
        shell("first", "true", { image: "127.0.0.1:1/team/app:2" }),
        shell("second", "true", { image: "127.0.0.1:1/team/app:2" }),
      ],
    });
    await expect(runner.run({ ...requestOf(pod), signal }, (event) => events.push(event))).rejects.toMatchObject({
      problems: [
        {
          code: "IMAGE_MISSING",
          what: expect.stringMatching(/^image 127\.0\.0\.1:1\/team\/app:2 is not to be had: .*connection refused/),
          where: `spec.containers[1] (first).image\nspec.containers[2] (second).image\n${title} at DOCKER_HOST unix://${socket}`,
          fix: "build it (podman build -t 127.0.0.1:1/team/app:2 .), load it (podman load -i FILE) or log in to its registry (podman login)",
        },
        {
          code: "IMAGE_MISSING",
          what: "image localhost/not-built:1 is not to be had: imagePullPolicy is Never (ErrImageNeverPull)",
        },
      ],
    });
    expect(events.map((event) => (event.type === "notice" ? event.message : event.type))).toEqual([
      "pulling image 127.0.0.1:1/team/app:2",
    ]);
  });
});
