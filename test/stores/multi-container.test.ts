import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import {
  BlobType_BlobDimensionality,
  decodeLiteralMap,
  encodeLiteralMap,
  LiteralMapSchema,
  valueOrThrow,
} from "@podwright/core";
import type { BlobStore } from "@podwright/store";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { collect } from "../../packages/store/src/contract/collect.ts";
import { runCopilot } from "../copilot/run-copilot.ts";
import { openMinioStore } from "./open-minio-store.ts";
import { type MinioServer, startMinio } from "./servers/minio.ts";

let minio: MinioServer;
let store: BlobStore;
beforeAll(async () => {
  minio = await startMinio({ buckets: ["flyte-meta", "user-data"] });
  store = await openMinioStore(minio);
  const blob = {
    uri: "s3://user-data/in/table.csv",
    metadata: { type: { dimensionality: BlobType_BlobDimensionality.SINGLE } },
  };
  const literals = {
    x: { value: { case: "scalar" as const, value: { value: { case: "blob" as const, value: blob } } } },
  };
  await write("s3://flyte-meta/in/inputs.pb", encodeLiteralMap(create(LiteralMapSchema, { literals })));
  await write("s3://user-data/in/table.csv", Buffer.from("a,b"));
});
afterAll(async () => {
  await store.close();
  await minio.close();
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-containers-"));
  await writeFile(join(folder, "ca.crt"), minio.caPem);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(uri: string, bytes: Uint8Array): Promise<void> {
  const open = async function* () {
    yield bytes;
  };
  await store.write(uri, { sizeBytes: bytes.byteLength, open });
}
const read = async (uri: string) => Buffer.concat(await collect((await store.read(uri)).body));

interface Switch {
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

function copilot(verb: readonly string[], { flags = [], environment = {} }: Switch = {}) {
  const { endpoint, accessKeyId, secretAccessKey } = minio;
  const config = `access_key_id=${accessKeyId},secret_key=${secretAccessKey},endpoint=${endpoint}`;
  return runCopilot({
    argv: ["--storage.container=flyte-meta", "--storage.stow.config", config, ...flags, ...verb],
    env: { SSL_CERT_FILE: join(folder, "ca.crt"), ...environment },
    cwd: folder,
  });
}

/** A TypedInterface whose only output, x, is a blob. */
const oneBlobOutput = "EgsKCQoBeBIECgIqAA==";

const switches: readonly (Switch & { readonly name: string })[] = [
  { name: "the flag", flags: ["--storage.enable-multicontainer"] },
  { name: "the variable as people write it", environment: { STORAGE_ENABLE_MULTICONTAINER: "true" } },
  { name: "the variable as Flyte binds it", environment: { "STORAGE.ENABLE_MULTICONTAINER": "true" } },
];

const download = [
  ...["download", "--from-remote", "s3://flyte-meta/in/inputs.pb", "--to-output-prefix", "s3://flyte-meta/meta"],
  ...["--to-local-dir", "inputs"],
];

describe("the copilot with its metadata in one bucket and the data in another", () => {
  test.for(switches)("reads from both when $name says enable-multicontainer", async (given) => {
    const { exit, stderr } = await copilot(download, given);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.not.stringContaining("error ") });
    expect(await readFile(join(folder, "inputs/x"), "utf8")).toBe("a,b");
  });

  test("refuses the other one without it", async () => {
    const { exit, stderr } = await copilot(download);
    expect(exit).toBe(1);
    expect(stderr).toContain("error STORE_CONTAINER_REFUSED\n");
  });

  test("writes to both with enable-multicontainer", async () => {
    await mkdir(join(folder, "outputs"));
    await writeFile(join(folder, "outputs/x"), "result");
    const sidecar = [
      ...["sidecar", "--from-local-dir", "outputs", "--interface", oneBlobOutput, "--start-watcher-type", "noop"],
      ...["--to-output-prefix", "s3://flyte-meta/out", "--to-raw-output", "s3://user-data/raw"],
    ];
    const { exit, stderr } = await copilot(sidecar, switches[0]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.not.stringContaining("error ") });
    expect((await read("s3://user-data/raw/x")).toString()).toBe("result");
    const outputs = valueOrThrow(decodeLiteralMap(await read("s3://flyte-meta/out/outputs.pb"), "outputs.pb"));
    expect(outputs.literals.x).toMatchObject({
      value: { value: { value: { case: "blob", value: { uri: "s3://user-data/raw/x" } } } },
    });
  });
});
