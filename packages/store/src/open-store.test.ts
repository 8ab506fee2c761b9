import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StorageConfig } from "@podwright/core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type S3Server, startS3Server } from "../../../test/support/s3-server.ts";
import { collect } from "./contract/collect.ts";
import { openStore } from "./open-store.ts";

describe("opening the store of a storage section", () => {
  let folder: string;
  let server: S3Server | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podwright-open-store-"));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    await server?.close();
    server = undefined;
  });

  const trust = { certificates: [], searched: [] };
  const source = {
    sizeBytes: 2,
    open: async function* () {
      yield Buffer.from("ab");
    },
  };
  const local = (changes: Partial<StorageConfig> = {}): StorageConfig => ({
    type: "stow",
    container: "flyte-data",
    "enable-multicontainer": false,
    stow: { kind: "local", config: { path: folder } },
    ...changes,
  });

  test("takes file:// references to the folder of kind local", async () => {
    const store = await openStore({ storage: local(), environment: {}, trust });
    await store.write("file://flyte-data/a", source);
    expect(await collect(store.list("file://flyte-data"))).toEqual([
      { uri: "file://flyte-data/a", name: "a", sizeBytes: 2 },
    ]);
    await store.close();
  });

  test("refuses another container in the words of Flyte, unless several are allowed", async () => {
    const strict = await openStore({ storage: local(), environment: {}, trust });
    await expect(strict.write("file://other/a", source)).rejects.toMatchObject({
      problems: [
        {
          code: "STORE_CONTAINER_REFUSED",
          what: "Conf container:flyte-data != Passed Container:other. Dynamic loading is disabled",
        },
      ],
    });
    const open = await openStore({ storage: local({ "enable-multicontainer": true }), environment: {}, trust });
    await open.write("file://other/a", source);
    expect(await open.stat("file://other/a")).toMatchObject({ sizeBytes: 2 });
  });

  test("takes s3:// references beside a folder to the S3 of the environment", async () => {
    server = await startS3Server({ buckets: ["flyte-data"] });
    const environment = {
      AWS_ENDPOINT_URL: server.endpoint,
      AWS_ACCESS_KEY_ID: server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
    };
    const store = await openStore({ storage: local(), environment, trust });
    await store.write("s3://flyte-data/a", source);
    expect(await store.stat("s3://flyte-data/a")).toMatchObject({ sizeBytes: 2 });
    expect(await store.stat("file://flyte-data/a")).toBeNull();
    await store.close();
  });

  test("takes s3:// references beside a folder where storage.schemes says, and asks no container of them", async () => {
    server = await startS3Server({ buckets: ["elsewhere"] });
    const { endpoint, accessKeyId, secretAccessKey } = server;
    const config = { auth_type: "accesskey", endpoint, access_key_id: accessKeyId, secret_key: secretAccessKey };
    const schemes = { s3: { config } };
    const store = await openStore({ storage: local({ schemes }), environment: {}, trust });
    await store.write("s3://elsewhere/a", source);
    expect(await store.stat("s3://elsewhere/a")).toMatchObject({ sizeBytes: 2 });
    await store.close();
  });

  test("takes file:// references beside another kind when storage.schemes names their folder", async () => {
    const storage = (schemes: NonNullable<StorageConfig["schemes"]>): StorageConfig =>
      local({ stow: { kind: "s3", config: { auth_type: "iam" } }, schemes });
    const without = await openStore({ storage: storage({}), environment: {}, trust });
    await expect(without.stat("file://flyte-data/a")).rejects.toMatchObject({
      problems: [{ code: "STORE_CONFIG_INVALID", where: "storage.schemes.file.config" }],
    });
    await without.close();
    const store = await openStore({
      storage: storage({ file: { config: { path: folder } } }),
      environment: {},
      trust,
    });
    await store.write("file://other/a", source);
    expect(await store.stat("file://other/a")).toMatchObject({ sizeBytes: 2 });
    await store.close();
  });

  test("can be closed when the S3 of the environment could not be opened", async () => {
    const environment = { AWS_CA_BUNDLE: join(folder, "none.pem") };
    const store = await openStore({ storage: local(), environment, trust });
    await expect(store.read("s3://flyte-data/a")).rejects.toMatchObject({ problems: [{ code: "CA_FILE_UNREADABLE" }] });
    await store.close();
  });

  test("refuses schemes that no store serves", async () => {
    const store = await openStore({ storage: local(), environment: {}, trust });
    await expect(store.read("sw://flyte-data/a")).rejects.toMatchObject({
      problems: [{ code: "STORE_SCHEME_UNKNOWN" }],
    });
    await expect(store.read("not a reference")).rejects.toMatchObject({ problems: [{ code: "BLOB_URI_INVALID" }] });
  });

  test.each([
    { name: "memory", changes: { type: "mem" } },
    { name: "no container", changes: { container: "" } },
    { name: "a kind that is not there yet", changes: { stow: { kind: "swift", config: {} } } },
    { name: "a kind of JavaScript's own", changes: { stow: { kind: "toString", config: {} } } },
    { name: "a folder without a path", changes: { stow: { kind: "local", config: {} } } },
  ])("refuses a section with $name", async ({ changes }) => {
    const opening = openStore({ storage: local(changes), environment: {}, trust });
    await expect(opening).rejects.toMatchObject({ problems: [{ code: "STORE_CONFIG_INVALID" }] });
  });
});
