import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toJson } from "@bufbuild/protobuf";
import {
  decodeLiteralMap,
  encodeInterface,
  LiteralMapSchema,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCertificateAuthority } from "../support/certificate-authority.ts";
import { type CopilotStore, startCopilotStore } from "./copilot-store.ts";
import { runCopilot } from "./run-copilot.ts";

let store: CopilotStore;
let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  store = await startCopilotStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podwright-at-upload-"));
  await mkdir(at("outputs"));
  await writeFile(at("outputs/x"), "7");
  await copyFile(store.caFile, at("ours.crt"));
  await writeFile(at("other.crt"), (await createCertificateAuthority("Unrelated CA")).certificatePem);
});
afterEach(() => rm(folder, { recursive: true }));

/** Half a second after the program began to listen for SIGTERM, `last` takes the place of ca.crt, and then the signal comes. */
function exchangedBeforeTerm(last: string): Readonly<Record<string, string>> {
  const script = `import { copyFileSync } from "node:fs";
    process.on("newListener", (name) => name === "SIGTERM" && setTimeout(() => {
      copyFileSync(${JSON.stringify(at(last))}, ${JSON.stringify(at("ca.crt"))});
      process.kill(process.pid, name);
    }, 500));`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

async function upload(prefix: string, first: string, last: string) {
  await copyFile(at(first), at("ca.crt"));
  const type = { case: "simple" as const, value: 1 };
  const wanted = create(TypedInterfaceSchema, { outputs: { variables: [{ key: "x", value: { type: { type } } }] } });
  const uri = `s3://flyte-golden/${prefix}`;
  return await runCopilot({
    argv: [
      ...[...store.flags, "sidecar", "--to-output-prefix", `${uri}/meta`, "--to-raw-output", `${uri}/raw`],
      ...["--from-local-dir", "outputs", "--interface", encodeInterface(wanted)],
    ],
    env: { SSL_CERT_FILE: at("ca.crt"), ...exchangedBeforeTerm(last) },
    cwd: folder,
  });
}

describe("an uploader that has waited for the task", () => {
  test("trusts a CA whose file was mended meanwhile", async () => {
    const { exit, stderr } = await upload("mended", "other.crt", "ours.crt");
    expect(exit, stderr).toBe(0);
    const outputs = valueOrThrow(decodeLiteralMap(await store.get("mended/meta/outputs.pb"), "outputs.pb"));
    expect(toJson(LiteralMapSchema, outputs)).toEqual({
      literals: { x: { scalar: { primitive: { integer: "7" } } } },
    });
  });

  test("trusts a CA no more that was taken away meanwhile", async () => {
    const { exit, stderr } = await upload("removed", "ours.crt", "other.crt");
    expect(exit).toBe(1);
    expect(stderr).toContain("error CERTIFICATE_UNTRUSTED\n");
    expect(await store.keys("removed")).toEqual([]);
  });
});
