import { expect, test } from "vitest";
import { startAzurite } from "./servers/azurite.ts";
import { startFakeGcsServer } from "./servers/fake-gcs-server.ts";
import { startMinio } from "./servers/minio.ts";
import { filled } from "./servers/start-server.ts";

const servers = [
  { name: "MinIO", start: () => startMinio({ buckets: ["bucket"] }) },
  { name: "Azurite", start: () => startAzurite({ containers: ["bucket"] }) },
  { name: "fake-gcs-server", start: () => startFakeGcsServer({ buckets: ["bucket"] }) },
];

test.for(servers)("$name serves over TLS until it is closed", async ({ start }) => {
  const server = await start();
  expect(server.endpoint).toMatch(/^https:\/\/localhost:\d+$/);
  await expect(fetch(server.endpoint)).rejects.toMatchObject({ cause: { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" } });
  await server.close();
  await expect(fetch(server.endpoint)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
});

test("closes a server that cannot be filled", async () => {
  const server = await startFakeGcsServer({ buckets: [] });
  const refused = new Error("no such name");
  await expect(filled(server, () => Promise.reject(refused))).rejects.toBe(refused);
  await expect(fetch(server.endpoint)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
});
