import { expect, inject, test } from "vitest";
import { callPodwright } from "../../packages/cli/src/testing/call-podwright.ts";

const socket = inject("engineSocket");

test("doctor tells of an engine that answers: what it is, how it is set up, how much room it has", async () => {
  const environment = { PATH: "/nowhere", DOCKER_HOST: `unix://${socket}` };
  const { exitCode, stdout } = await callPodwright(["doctor", "--no-project", "-o", "json"], { environment });
  const { engines, checks } = JSON.parse(stdout) as {
    readonly engines: readonly string[];
    readonly checks: readonly { name: string; status: string; what: string; details?: readonly string[] }[];
  };
  expect({ exitCode, engines }).toEqual({ exitCode: 0, engines: ["docker"] });
  const containers = checks.find(({ name }) => name === "containers");
  expect(containers?.what).toMatch(
    /^Podman [\d.]+ \(API [\d.]+\) at DOCKER_HOST unix:.*\.sock, as root, storage driver overlay, .* are free in .*\/root$/,
  );
  expect(containers?.details).toEqual([expect.stringMatching(/^DOCKER_HOST unix:.*: Podman [\d.]+$/)]);
  expect(checks.at(-1)).toMatchObject({
    name: "engine",
    status: "ok",
    what: "auto takes docker, because bubblewrap makes no sandboxes here",
    details: [
      expect.stringMatching(/^sandbox +does not: .*bubblewrap/),
      expect.stringMatching(/^docker +works/),
      expect.anything(),
    ],
  });
});
