import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeLiteralMap, storageConfig, valueOrThrow } from "@podwright/core";
import { type BlobStore, gatherTrust, openStore } from "@podwright/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoFiles, writeDemoFiles } from "../../scripts/demo/demo-files.ts";
import { type StoreUnderPrivateCa, startStoreUnderPrivateCa } from "../../scripts/demo/store-under-private-ca.ts";
import { podwright } from "./podwright.ts";
import { useWorkplace } from "./use-workplace.ts";

const root = join(import.meta.dirname, "../..");
const task = "examples/word-count/task.pb";
const place = useWorkplace();
let server: StoreUnderPrivateCa;
let files: DemoFiles;
let blobs: BlobStore;

beforeAll(async () => {
  server = await startStoreUnderPrivateCa(0);
  files = writeDemoFiles(root, place.folder, server);
  const { endpoint, accessKeyId, secretAccessKey } = server.server;
  const config = { endpoint, access_key_id: accessKeyId, secret_key: secretAccessKey };
  const storage = valueOrThrow(storageConfig({ container: "flyte-data", stow: { kind: "s3", config } }, "flyte-2.0"));
  const trust = await gatherTrust({ SSL_CERT_FILE: files.caFile });
  blobs = await openStore({ storage, environment: {}, trust });
});
afterAll(async () => {
  await blobs.close();
  await server.server.close();
});

/** Runs the task over S3 under the private CA. */
async function run(...args: string[]) {
  const manifests = ["-f", "examples/private-ca/pod-template.yaml", files.manifestsFolder];
  return await podwright(["run", task, ...args, "--config", files.configFile, ...manifests], {
    environment: {
      SSL_CERT_FILE: files.caFile,
      S3_SECRET: server.server.secretAccessKey,
      TMPDIR: place.temporary,
    },
  });
}

describe("a task with a file and a directory in, a number and a file out, over S3", () => {
  test("takes inputs that stand in the store, as flytekit serialized them", async () => {
    await write("s3://flyte-data/demo/text.txt", "the quick brown fox\n");
    await write("s3://flyte-data/demo/corpus/a.txt", "jumps over\n");
    await write("s3://flyte-data/demo/corpus/deep/b.txt", "the lazy dog today\n");
    await write("s3://flyte-data/demo/corpus2/c.txt", "not part of it\n");

    const { exitCode, output } = await run("--inputs", "examples/word-count/inputs.pb");

    expect(output).toMatch(/^words +integer +10$/m);
    expect(exitCode).toBe(0);
    const [, uri = ""] = /^report +file +(s3:\/\/flyte-data\/\S+)$/m.exec(output) ?? [];
    expect(await read(uri)).toMatch(
      /^hello\n +2 \/var\/inputs\/corpus\/a\.txt\n +4 \/var\/inputs\/corpus\/deep\/b\.txt\n +6 total\n$/,
    );
  });

  test("takes files and directories of this machine, and puts them into the store first", async () => {
    const corpus = join(place.folder, "a corpus");
    mkdirSync(join(corpus, "sub"), { recursive: true });
    writeFileSync(join(corpus, "one.txt"), "one\n");
    writeFileSync(join(corpus, "sub/two.txt"), "two three\n");
    const text = join(place.folder, "text.txt");
    writeFileSync(text, "alpha beta gamma\n");

    const { exitCode, output } = await run(
      ...["--input", `text=${text}`, "--input", `corpus=${corpus}`, "--input", "greeting=good morning"],
    );

    expect(output).toMatch(/^report +file +s3:\/\/flyte-data\/\S+$/m);
    expect(output).toMatch(/^words +integer +6$/m);
    expect(exitCode).toBe(0);
  });

  test("leaves inputs.pb and outputs.pb where Flyte looks for them", async () => {
    const { output } = await run("--inputs", "examples/word-count/inputs.pb");
    const [, outputPrefix = ""] = /its data are in (s3:\/\/\S+)\/0$/m.exec(output) ?? [];
    const inputs = valueOrThrow(decodeLiteralMap(await readBytes(`${outputPrefix}/inputs.pb`), "inputs.pb"));
    const given = valueOrThrow(
      decodeLiteralMap(readFileSync(join(root, "examples/word-count/inputs.pb")), "inputs.pb"),
    );
    expect(inputs.literals).toEqual(given.literals);
    const outputs = valueOrThrow(decodeLiteralMap(await readBytes(`${outputPrefix}/0/outputs.pb`), "outputs.pb"));
    expect(Object.keys(outputs.literals).sort()).toEqual(["report", "words"]);
  });
});

async function write(uri: string, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  await blobs.write(uri, {
    sizeBytes: bytes.length,
    open: async function* () {
      yield bytes;
    },
  });
}

async function readBytes(uri: string): Promise<Buffer> {
  const { body } = await blobs.read(uri);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function read(uri: string): Promise<string> {
  return (await readBytes(uri)).toString();
}
