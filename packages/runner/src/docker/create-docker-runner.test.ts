import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { release, tmpdir } from "node:os";
import { join } from "node:path";
import type { PodSpec } from "@podwright/core";
import { expect, onTestFinished, test } from "vitest";
import { createDockerRunner } from "./create-docker-runner.ts";

const info = { Name: "node", NCPU: 2, MemTotal: 2 ** 30, Architecture: "x86_64", KernelVersion: release() };
const headers = { server: "Docker/28.5.2 (linux)", "api-version": "1.51", "content-type": "application/json" };

/** A Docker that has no container, no volume and no image, and gets none. @param images - where it says that they are */
async function startEngine(path: string, images?: string) {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    if (images && url.startsWith("/images/")) return void response.writeHead(301, { location: images }).end();
    if (url.startsWith("/_ping")) response.writeHead(200, headers).end("OK");
    else if (url.startsWith("/info")) response.writeHead(200, headers).end(JSON.stringify(info));
    else response.writeHead(404, headers).end(JSON.stringify({ message: "no such thing" }));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(stop);
  return { asked, stop };
}

/** Runs Pods on the engine that was found, where another one would answer who looks. */
async function withTwoEngines(images?: string) {
  const folder = mkdtempSync(join(tmpdir(), "podwright-engines-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [first, second] = [join(folder, "first.sock"), join(folder, "second.sock")] as const;
  const engines = [await startEngine(first, images), await startEngine(second)] as const;
  const runner = createDockerRunner({
    search: { environment: { DOCKER_HOST: `unix://${second}` }, homeFolder: folder, userId: 1000 },
    found: {
      outcome: "found",
      place: first,
      endpoint: { kind: "socket", path: first },
      engine: { name: "Docker", version: "28.5.2", apiVersion: "1.51" },
    },
  });
  const run = async (spec: PodSpec): Promise<unknown> => {
    const request = { pod: { metadata: { name: "pod" }, spec }, configMaps: [], secrets: [], programs: {} };
    const running = runner.run({ ...request, signal: new AbortController().signal }, () => {});
    return running.catch(({ problems }) => problems);
  };
  return { engines, run };
}

const withoutImage: PodSpec = {
  enableServiceLinks: false,
  automountServiceAccountToken: false,
  containers: [{ name: "main", image: "localhost/none:1", imagePullPolicy: "Never" }],
};

test("a Pod that fails by itself leaves the engine to the next one", async () => {
  const { engines, run } = await withTwoEngines();
  const [first, second] = engines;
  for (let runs = 0; runs < 2; runs++) expect(await run(withoutImage)).toMatchObject([{ code: "IMAGE_MISSING" }]);
  expect(first.asked.filter((url) => url.startsWith("/info"))).toHaveLength(1);
  expect(second.asked).toEqual([]);
});

test("an engine that is gone is looked for again by the next Pod", async () => {
  const { engines, run } = await withTwoEngines();
  const [first, second] = engines;
  await run(withoutImage);
  first.stop();
  expect(await run(withoutImage)).toMatchObject([{ code: "CONTAINER_ENGINE_LOST" }]);
  expect(second.asked).toEqual([]);
  expect(await run(withoutImage)).toMatchObject([{ code: "IMAGE_MISSING" }]);
  expect(second.asked).toContain("/_ping");
});

test("an engine that is gone before the first Pod is looked for again by the next one", async () => {
  const { engines, run } = await withTwoEngines();
  engines[0].stop();
  expect(await run(withoutImage)).toMatchObject([{ code: "CONTAINER_ENGINE_LOST" }]);
  expect(await run(withoutImage)).toMatchObject([{ code: "IMAGE_MISSING" }]);
});

test("a name that is no image's comes into no URL, and is told with the others", async () => {
  const { engines, run } = await withTwoEngines();
  const bad = { ...withoutImage, containers: [{ name: "main", image: "../../x" }, { name: "second" }] };
  expect(await run(bad)).toMatchObject([
    { code: "POD_INVALID", where: "spec.containers[0] (main).image" },
    { code: "POD_INVALID", where: "spec.containers[1] (second).image" },
  ]);
  expect(engines[0].asked.filter((url) => !/^\/(info|_ping)/.test(url))).toEqual([]);
});

test("no redirect of an engine is followed", async () => {
  const asked: string[] = [];
  const elsewhere = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.writeHead(200, headers).end("{}");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void elsewhere.close());
  const { run } = await withTwoEngines(`//127.0.0.1:${(elsewhere.address() as AddressInfo).port}/images`);
  expect(await run(withoutImage)).toMatchObject([
    { code: "CONTAINER_ENGINE_FAILED", what: "Docker 28.5.2 failed: it redirects a request" },
  ]);
  expect(asked).toEqual([]);
});
