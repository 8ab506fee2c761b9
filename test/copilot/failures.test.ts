import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toJson } from "@bufbuild/protobuf";
import {
  BlobType_BlobDimensionality,
  decodeErrorDocument,
  decodeLiteralMap,
  encodeErrorDocument,
  encodeInterface,
  encodeLiteralMap,
  LiteralMapSchema,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CopilotStore, startCopilotStore } from "./copilot-store.ts";
import { readTree } from "./read-tree.ts";
import { runCopilot, signalledAfter } from "./run-copilot.ts";

let store: CopilotStore;
let folder: string;
let run = 0;
beforeAll(async () => {
  store = await startCopilotStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  run += 1;
  folder = await mkdtemp(join(tmpdir(), "podwright-copilot-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { MULTIPART } = BlobType_BlobDimensionality;

/** Puts inputs.pb with one directory, `x`. */
async function putDirectoryInput(): Promise<string> {
  const uri = `s3://flyte-golden/f${run}/dir`;
  const blob = { uri, metadata: { type: { dimensionality: MULTIPART } } };
  const literals = {
    x: { value: { case: "scalar" as const, value: { value: { case: "blob" as const, value: blob } } } },
  };
  await store.put(`f${run}/inputs.pb`, encodeLiteralMap(create(LiteralMapSchema, { literals })));
  return `f${run}/dir`;
}

function downloadArguments(flags: readonly string[] = store.flags): readonly string[] {
  const prefix = `s3://flyte-golden/f${run}`;
  const where = ["--from-remote", `${prefix}/inputs.pb`, "--to-output-prefix", `${prefix}/meta`];
  return [...flags, "download", ...where, "--to-local-dir", "out"];
}

/** One output `x`: an integer, or a file or directory. */
function sidecarArguments(kind: "integer" | "blob"): readonly string[] {
  const type =
    kind === "integer" ? { case: "simple" as const, value: 1 } : { case: "blob" as const, value: { format: "" } };
  const wanted = create(TypedInterfaceSchema, { outputs: { variables: [{ key: "x", value: { type: { type } } }] } });
  const prefix = `s3://flyte-golden/f${run}`;
  const where = ["--to-output-prefix", `${prefix}/meta`, "--to-raw-output", `${prefix}/raw`];
  const rest = ["--from-local-dir", "outputs", "--interface", encodeInterface(wanted)];
  return [...store.flags, "sidecar", ...where, ...rest, "--start-watcher-type", "noop"];
}

async function errorDocument() {
  return valueOrThrow(decodeErrorDocument(await store.get(`f${run}/meta/error.pb`), "error.pb"));
}

test("says what to do when no CA is trusted, the read first and the error document second", async () => {
  await putDirectoryInput();
  const { exit, stderr } = await runCopilot({
    argv: downloadArguments(),
    env: { SSL_CERT_FILE: join(folder, "none.crt"), SSL_CERT_DIR: folder },
    cwd: folder,
  });
  expect(exit).toBe(1);
  const plain = stderr.split("\n").filter((line) => line !== "" && !line.startsWith("{"));
  expect(plain[0]).toBe("error CERTIFICATE_UNTRUSTED");
  expect(stderr).toContain(store.endpoint);
  expect(stderr).toContain("Copilot test CA");
  expect(stderr).toContain(join(folder, "none.crt"));
  expect(stderr).toContain("default-init");
  expect(plain.at(-1)).toMatch(
    new RegExp(`^and the error document could not be written to s3://flyte-golden/f${run}/meta/error.pb: `),
  );
  expect(await readdir(folder)).not.toContain("out");
});

test("says that the store refuses the credentials, without printing the secret", async () => {
  await putDirectoryInput();
  const flags = [
    ...store.flags,
    ...["--storage.stow.config", "access_key_id=NOBODY", "--storage.stow.config", "secret_key=do-not-print"],
  ];
  const { exit, stderr } = await runCopilot({
    argv: downloadArguments(flags),
    env: { SSL_CERT_FILE: store.caFile },
    cwd: folder,
  });
  expect(exit).toBe(1);
  expect(stderr).toContain("error STORE_CREDENTIALS_INVALID");
  expect(stderr).not.toContain("do-not-print");
});

test("puts what is wrong first where the kubelet reads the termination message, and makes no such file itself", async () => {
  await writeFile(join(folder, "termination-log"), "");
  const argv = [...downloadArguments(), "--termination-log", "termination-log"];
  const env = { SSL_CERT_FILE: store.caFile };
  expect((await runCopilot({ argv, env, cwd: folder })).exit).toBe(1);
  const files = await readTree(folder);
  expect(files["termination-log"]?.bytes?.toString()).toMatch(
    new RegExp(`^InputDownloadFailed: there is no blob s3://flyte-golden/f${run}/inputs.pb .*\nwhere: .*\nfix: .*\n$`),
  );
  await rm(join(folder, "termination-log"));
  expect((await runCopilot({ argv, env, cwd: folder })).exit).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test("downloads nothing through a link that stands in the data directory", async () => {
  const key = await putDirectoryInput();
  await store.put(`${key}/file`, Buffer.from("input"));
  await mkdir(join(folder, "out"));
  await mkdir(join(folder, "elsewhere"));
  await symlink("../elsewhere", join(folder, "out", "x"));
  const { exit } = await runCopilot({ argv: downloadArguments(), env: { SSL_CERT_FILE: store.caFile }, cwd: folder });
  expect(exit).toBe(0);
  expect(await readdir(join(folder, "elsewhere"))).toEqual([]);
  expect((await readTree(join(folder, "out")))["x/file"]?.bytes?.toString()).toBe("input");
});

test("says which file failed when the data directory cannot hold the inputs", async () => {
  await putDirectoryInput();
  await writeFile(join(folder, "out"), "a file in its place");
  const { exit, stderr } = await runCopilot({
    argv: downloadArguments(),
    env: { SSL_CERT_FILE: store.caFile },
    cwd: folder,
  });
  expect(exit).toBe(1);
  expect(stderr).toMatch(
    /^error LOCAL_FILE_FAILED\n {2}what {3}a file of the data directory failed: E.*\n {2}where {2}out$/m,
  );
  expect(await errorDocument()).toMatchObject({ code: "InputDownloadFailed", kind: "RECOVERABLE" });
});

const planted: readonly { readonly name: string; readonly plant: () => Promise<unknown>; readonly says: string }[] = [
  {
    name: "a link that leads outside",
    plant: () => symlink("/etc/hostname", join(folder, "outputs/x")),
    says: "it leads outside the output directory",
  },
  {
    name: "a link into /proc",
    plant: () => symlink("/proc/self/environ", join(folder, "outputs/x")),
    says: "it leads outside the output directory",
  },
  {
    name: "a link in a directory",
    plant: async () => {
      await mkdir(join(folder, "outputs/x"));
      await symlink("../../secret", join(folder, "outputs/x/y"));
    },
    says: "it leads outside the output directory",
  },
  {
    name: "a link to a directory outside",
    plant: () => symlink("..", join(folder, "outputs/x")),
    says: "it leads outside the output directory",
  },
  {
    name: "a pipe",
    plant: async () => execFileSync("mkfifo", [join(folder, "outputs/x")]),
    says: "it is a pipe, a socket or a device",
  },
  {
    name: "an _ERROR that is a link to a secret",
    plant: () => symlink("../secret", join(folder, "outputs/_ERROR")),
    says: "it leads outside the output directory",
  },
  {
    name: "a link to itself",
    plant: () => symlink("x", join(folder, "outputs/x")),
    says: "it is a link to itself",
  },
];

for (const { name, plant, says } of planted) {
  test(`uploads nothing for ${name}`, async () => {
    await mkdir(join(folder, "outputs"));
    await writeFile(join(folder, "secret"), "token");
    await plant();
    const { exit, stderr } = await runCopilot({
      argv: sidecarArguments("blob"),
      env: { SSL_CERT_FILE: store.caFile },
      cwd: folder,
    });
    expect(exit).toBe(1);
    expect(stderr).toContain("error OUTPUT_UNSAFE\n");
    const document = await errorDocument();
    expect(document).toMatchObject({ code: "OutputUploadFailed", kind: "NON_RECOVERABLE" });
    expect(document.message).toContain(says);
    expect(document.message).not.toContain("token");
    expect(await store.keys(`f${run}`)).toEqual(["meta/error.pb"]);
  });
}

test("leaves the error document of a failed download as it is", async () => {
  await mkdir(join(folder, "outputs"));
  const first = Buffer.from(
    encodeErrorDocument({ code: "InputDownloadFailed", kind: "RECOVERABLE", message: "first" }),
  );
  await store.put(`f${run}/meta/error.pb`, first);
  const { exit } = await runCopilot({
    argv: sidecarArguments("integer"),
    env: { SSL_CERT_FILE: store.caFile },
    cwd: folder,
  });
  expect(exit).toBe(1);
  expect(await errorDocument()).toMatchObject({ code: "InputDownloadFailed", message: "first" });
});

test("follows links that stay inside the output directory", async () => {
  await mkdir(join(folder, "outputs/x"), { recursive: true });
  await mkdir(join(folder, "outputs/real"));
  await writeFile(join(folder, "outputs/real/file"), "content");
  await symlink("../real/file", join(folder, "outputs/x/link"));
  await symlink("../real", join(folder, "outputs/x/folder"));
  const { exit } = await runCopilot({
    argv: sidecarArguments("blob"),
    env: { SSL_CERT_FILE: store.caFile },
    cwd: folder,
  });
  expect(exit).toBe(0);
  expect(await store.keys(`f${run}`)).toEqual(["meta/outputs.pb", "raw/x/folder/file", "raw/x/link"]);
  expect(Buffer.from(await store.get(`f${run}/raw/x/link`)).toString()).toBe("content");
});

test("uploads names that upstream loses", async () => {
  const names = ["a b", "c#d", "e%41", "f?g", "é"];
  await mkdir(join(folder, "outputs/x"), { recursive: true });
  for (const name of names) await writeFile(join(folder, "outputs/x", name), name);
  const { exit, stderr } = await runCopilot({
    argv: sidecarArguments("blob"),
    env: { SSL_CERT_FILE: store.caFile },
    cwd: folder,
  });
  expect({ exit, stderr: exit === 0 ? "" : stderr }).toEqual({ exit: 0, stderr: "" });
  expect(await store.keys(`f${run}/raw/x`)).toEqual(names.sort());
});

test("stops an upload at the deadline and still says so in an error document", async () => {
  await mkdir(join(folder, "outputs/x"), { recursive: true });
  for (let index = 0; index < 400; index++) await writeFile(join(folder, "outputs/x", `${index}`), "x".repeat(1000));
  const { exit, stderr } = await runCopilot({
    argv: [...sidecarArguments("blob"), "--timeout", "150ms"],
    env: { SSL_CERT_FILE: store.caFile },
    cwd: folder,
  });
  expect(exit).toBe(1);
  expect(stderr).toContain("error TRANSFER_TIMED_OUT\n");
  const document = await errorDocument();
  expect(document).toMatchObject({ code: "OutputUploadFailed", kind: "RECOVERABLE" });
  expect(document.message).toContain("did not end within");
});

test("ends a download at SIGTERM with an error document and nothing half done", async () => {
  const key = await putDirectoryInput();
  for (let index = 0; index < 40; index++) await store.put(`${key}/${index}`, Buffer.alloc(1_000_000));
  const { exit, stderr } = await runCopilot({
    argv: downloadArguments(),
    env: { SSL_CERT_FILE: store.caFile },
    cwd: folder,
    onLine: (line, kill) => line.includes("download started") && kill("SIGTERM"),
  });
  expect(exit).toBe(1);
  expect(stderr).toContain("error TRANSFER_INTERRUPTED");
  expect(await errorDocument()).toMatchObject({ code: "InputDownloadFailed", kind: "RECOVERABLE" });
  expect(await readdir(join(folder, "out"))).toEqual([]);
});

test("uploads after a SIGTERM that came before anything but its handler was loaded", async () => {
  await mkdir(join(folder, "outputs"));
  await writeFile(join(folder, "outputs/x"), "7");
  const argv = sidecarArguments("integer").filter((argument) => argument !== "noop" && !argument.startsWith("--start"));
  const { exit, signal } = await runCopilot({
    argv,
    env: { SSL_CERT_FILE: store.caFile, ...signalledAfter(0) },
    cwd: folder,
  });
  expect({ exit, signal }).toEqual({ exit: 0, signal: null });
  const outputs = valueOrThrow(decodeLiteralMap(await store.get(`f${run}/meta/outputs.pb`), "outputs.pb"));
  expect(toJson(LiteralMapSchema, outputs)).toEqual({
    literals: { x: { scalar: { primitive: { integer: "7" } } } },
  });
});

test("finishes the upload when a second SIGTERM comes in its midst", async () => {
  await mkdir(join(folder, "outputs/x"), { recursive: true });
  for (let index = 0; index < 50; index++) await writeFile(join(folder, "outputs/x", `${index}`), "x".repeat(100_000));
  const argv = sidecarArguments("blob").filter((argument) => argument !== "noop" && !argument.startsWith("--start"));
  let sent = 0;
  const { exit, signal } = await runCopilot({
    argv,
    env: { SSL_CERT_FILE: store.caFile, ...signalledAfter(0) },
    cwd: folder,
    onLine: (line, kill) => {
      if (!line.includes("upload started")) return;
      sent += 1;
      kill("SIGTERM");
    },
  });
  expect({ exit, signal, sent }).toEqual({ exit: 0, signal: null, sent: 1 });
  expect((await store.keys(`f${run}/raw/x`)).length).toBe(50);
});
