import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDockerRunner, type EngineSearch, type RunEvent } from "@podwright/runner";
import { describe, expect, inject, test } from "vitest";
import { type PodCase, shell } from "../../packages/runner/src/contract/pod-case.ts";
import { requestOf } from "../../packages/runner/src/contract/run-case.ts";
import { busyboxImage } from "./busybox-image.ts";
import { busyboxPod } from "./busybox-pod.ts";
import { connectTo, searchFor } from "./engine-client.ts";
import { serveRegistry } from "./registry.ts";

const socket = inject("engineSocket");
const { signal } = new AbortController();

describe("images", () => {
  test.each(["../../x", "Bad Image!!", "busybox:1.36?x=1", "BusyBox:1.36", ""])(
    "that are none by their name are told of before anything starts: %j",
    async (image) => {
      const runner = createDockerRunner({ search: searchFor(socket) });
      const events: RunEvent[] = [];
      const pod = busyboxPod({ containers: [shell("main", "true", { image })] });
      await expect(runner.run({ ...requestOf(pod), signal }, (event) => events.push(event))).rejects.toMatchObject({
        problems: [{ code: "POD_INVALID", where: "spec.containers[0] (main).image" }],
      });
      expect(events).toEqual([]);
    },
  );

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
    const told = events.map((event) => (event.type === "notice" ? event.message.replace(/: .*/s, "") : event.type));
    expect(withoutRepeats(told)).toEqual(["pulling image 127.0.0.1:1/team/app:2"]);
  });
});

/** A pull that takes its time is told of more than once, each time with how far it is. */
function withoutRepeats(told: readonly string[]): readonly string[] {
  return told.filter((words, index) => words !== told[index - 1]);
}

/** What a run says of its images. */
async function notices(pod: PodCase, search: EngineSearch = searchFor(socket)): Promise<readonly string[]> {
  const events: RunEvent[] = [];
  const runner = createDockerRunner({ search });
  const result = await runner.run({ ...requestOf(pod), signal }, (event) => events.push(event));
  expect(result.status.phase).toBe("Succeeded");
  return withoutRepeats(
    events.flatMap((event) => (event.type === "notice" ? [`${event.reason} ${event.container}`] : [])),
  );
}

describe("images of a registry", () => {
  test("are pulled once for all containers, and again only where the policy says so", async () => {
    const own = { path: "own", mode: 0o644, content: { type: "file", bytes: Buffer.from(randomUUID()) } } as const;
    const busybox = busyboxImage();
    const registry = await serveRegistry({ ...busybox, entries: [...busybox.entries, own] });
    try {
      const image = `${registry.host}/team/app:1`;
      const pod = busyboxPod({ containers: [shell("first", "true", { image }), shell("second", "true", { image })] });
      expect(await notices(pod)).toEqual(["Pulling first", "Pulled first"]);
      expect(await notices(pod)).toEqual([]);
      const always = busyboxPod({ containers: [shell("main", "true", { image, imagePullPolicy: "Always" })] });
      const manifests = registry.asked.get("manifest") ?? 0;
      expect(await notices(always)).toEqual(["Pulling main", "Pulled main"]);
      expect(registry.asked.get("manifest")).toBeGreaterThan(manifests);
      expect(registry.asked.get("layer")).toBe(1);
    } finally {
      registry.close();
    }
  });

  test("are opened by the Pod's pull secrets or by what docker login left, and by nothing else", async () => {
    const registry = await serveRegistry(busyboxImage(), "me:s3cret");
    const homeFolder = mkdtempSync(join(tmpdir(), "podwright-login-"));
    try {
      const auths = { [registry.host]: { auth: Buffer.from("me:s3cret").toString("base64") } };
      const containers = (tag: string) => [shell("main", "true", { image: `${registry.host}/team/app:${tag}` })];
      await expect(notices(busyboxPod({ containers: containers("1") }))).rejects.toMatchObject({
        problems: [{ code: "IMAGE_MISSING", what: expect.stringMatching(/auth/i) }],
      });
      const secret = { metadata: { name: "login" }, stringData: { ".dockerconfigjson": JSON.stringify({ auths }) } };
      const withSecret = { imagePullSecrets: [{ name: "login" }], containers: containers("2") };
      expect(await notices(busyboxPod(withSecret, { secrets: [secret] }))).toEqual(["Pulling main", "Pulled main"]);
      mkdirSync(join(homeFolder, ".docker"));
      writeFileSync(join(homeFolder, ".docker/config.json"), JSON.stringify({ auths }));
      const search = { ...searchFor(socket), homeFolder };
      expect(await notices(busyboxPod({ containers: containers("3") }), search)).toEqual([
        "Pulling main",
        "Pulled main",
      ]);
    } finally {
      rmSync(homeFolder, { recursive: true });
      registry.close();
    }
  });
});
