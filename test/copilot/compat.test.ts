import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import {
  decodeErrorDocument,
  encodeErrorDocument,
  encodeInterface,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CopilotStore, startCopilotStore } from "./copilot-store.ts";
import { runCopilot } from "./run-copilot.ts";

let store: CopilotStore;
let folder: string;
let run = 0;
beforeAll(async () => {
  store = await startCopilotStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  run += 1;
  folder = await mkdtemp(join(tmpdir(), "podwright-compat-"));
  await mkdir(join(folder, "outputs"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** An uploader that waits for nobody and finds no output `x`. */
function sidecar(...more: readonly string[]): readonly string[] {
  const wanted = create(TypedInterfaceSchema, {
    outputs: { variables: [{ key: "x", value: { type: { type: { case: "simple", value: 1 } } } }] },
  });
  const prefix = `s3://flyte-golden/f${run}`;
  const where = [
    "--to-output-prefix",
    `${prefix}/meta`,
    "--to-raw-output",
    `${prefix}/raw`,
    "--from-local-dir",
    "outputs",
  ];
  return ["sidecar", ...where, "--interface", encodeInterface(wanted), "--start-watcher-type=noop", ...more];
}

async function start(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return await runCopilot({ argv, env: { SSL_CERT_FILE: store.caFile, ...env }, cwd: folder });
}

test("writes over the error document of a failed download, and exits 0", async () => {
  const first = encodeErrorDocument({ code: "InputDownloadFailed", kind: "NON_RECOVERABLE", message: "first" });
  await store.put(`f${run}/meta/errors.pb`, Buffer.from(first));
  const { exit, stderr } = await start([...store.flags, "--compat=flyte", ...sidecar("--timeout=1m")]);
  expect({ exit, stderr: stderr.includes("error OUTPUT_MISSING\n") }).toEqual({ exit: 0, stderr: true });
  expect(await store.keys(`f${run}`)).toEqual(["meta/errors.pb"]);
  const document = valueOrThrow(decodeErrorDocument(await store.get(`f${run}/meta/errors.pb`), ""));
  expect(document).toEqual({
    code: "OutputUploadFailed",
    kind: "RECOVERABLE",
    message: "file not found at path [outputs/x]: stat outputs/x: no such file or directory",
  });
});

test("is asked for by a variable too, and a flag wins over it", async () => {
  const flags = [...store.flags, ...sidecar("--timeout=1m")];
  expect((await start(flags, { PODWRIGHT_COMPAT: "flyte" })).exit).toBe(0);
  expect((await start([...flags, "--compat", "none"], { PODWRIGHT_COMPAT: "flyte" })).exit).toBe(1);
  expect(await store.keys(`f${run}`)).toEqual(["meta/error.pb", "meta/errors.pb"]);
});

test("has the store's settings from flags alone as soon as there are flags; by itself from everywhere", async () => {
  await writeFile(join(folder, "outputs/x"), "7");
  const isKey = (flag: string) => flag.startsWith("secret_key=");
  const secret = store.flags.find(isKey)?.slice("secret_key=".length) ?? "";
  const flags = store.flags.filter((flag, index) => !isKey(flag) && !isKey(store.flags[index + 1] ?? ""));
  const argv = [...flags, ...sidecar("--timeout=1m")];
  const env = { STORAGE_STOW_CONFIG_SECRET_KEY: secret };
  const compat = await start(["--compat=flyte", ...argv], env);
  expect(compat.exit).toBe(1);
  expect(compat.stderr).toContain("error STORE_CREDENTIALS_MISSING\n");
  expect(await store.keys(`f${run}`)).toEqual([]);
  const own = await start(argv, env);
  expect({ exit: own.exit, stderr: own.exit === 0 ? "" : own.stderr }).toEqual({ exit: 0, stderr: "" });
  expect(await store.keys(`f${run}`)).toEqual(["meta/outputs.pb"]);
});

test("opens its store before it knows whether it needs one, as upstream", async () => {
  const argv = ["sidecar", "--to-output-prefix", "s3://flyte-golden/p"];
  expect((await start(argv)).exit).toBe(0);
  const { exit, stderr } = await start(["--compat=flyte", ...argv]);
  expect(exit).toBe(1);
  expect(stderr).toContain("initContainer is required even with `enable-multicontainer`");
});
