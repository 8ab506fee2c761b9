import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { create, toJson } from "@bufbuild/protobuf";
import {
  BlobType_BlobDimensionality,
  decodeErrorDocument,
  decodeLiteralMap,
  encodeInterface,
  encodeLiteralMap,
  LiteralMapSchema,
  TypedInterfaceSchema,
  valueOrThrow,
} from "@podwright/core";
import type { BlobStore } from "@podwright/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collect } from "../../packages/store/src/contract/collect.ts";
import { runCopilot } from "../copilot/run-copilot.ts";
import { createCertificateAuthority } from "../support/certificate-authority.ts";
import { azuriteConfig, openAzuriteStore } from "./open-azurite-store.ts";
import { type AzuriteServer, startAzurite } from "./servers/azurite.ts";

const { MULTIPART } = BlobType_BlobDimensionality;

let azurite: AzuriteServer;
let store: BlobStore;
let folder: string;
let caFile: string;

beforeAll(async () => {
  azurite = await startAzurite({ containers: ["flyte-data"] });
  store = await openAzuriteStore(azurite);
  folder = await mkdtemp(join(tmpdir(), "podwright-copilot-azure-"));
  caFile = join(folder, "ca.crt");
  await writeFile(caFile, azurite.caPem);
});
afterAll(async () => {
  await store.close();
  await azurite.close();
  await rm(folder, { recursive: true, force: true });
});

/** What Flyte's plugin passes for a config of kind azure. */
function flags(config: Readonly<Record<string, string>>): readonly string[] {
  return [
    ...["--storage.limits.maxDownloadMBs=0", "--storage.type=stow", "--storage.container=flyte-data"],
    ...Object.entries(config).flatMap(([key, value]) => ["--storage.stow.config", `${key}=${value}`]),
    "--storage.stow.kind=azure",
  ];
}

async function put(key: string, bytes: Uint8Array): Promise<void> {
  await store.write(`abfs://flyte-data/${key}`, {
    sizeBytes: bytes.byteLength,
    open: async function* ({ start, end } = { start: 0, end: bytes.byteLength }) {
      yield bytes.subarray(start, end);
    },
  });
}

async function get(key: string): Promise<Buffer> {
  return Buffer.concat(await collect((await store.read(`abfs://flyte-data/${key}`)).body));
}

/** inputs.pb below a prefix, with one directory `data` (of the other spelling of references) and one integer. */
async function putInputs(prefix: string): Promise<void> {
  const uri = `abfss://flyte-data@${azurite.account}.dfs.core.windows.net/${prefix}/dir`;
  const blob = { uri, metadata: { type: { dimensionality: MULTIPART } } };
  const scalar = (value: object) => ({ value: { case: "scalar" as const, value: { value } } });
  const literals = {
    data: scalar({ case: "blob", value: blob }),
    n: scalar({ case: "primitive", value: { value: { case: "integer", value: 7n } } }),
  };
  // biome-ignore lint/suspicious/noExplicitAny: a literal map, written as plain values
  await put(`${prefix}/inputs.pb`, encodeLiteralMap(create(LiteralMapSchema, { literals } as any)));
}

function download(prefix: string): readonly string[] {
  const where = ["--from-remote", `abfs://flyte-data/${prefix}/inputs.pb`, "--to-local-dir", "out"];
  return ["download", ...where, "--to-output-prefix", `abfs://flyte-data/${prefix}/meta`];
}

test("brings a directory in, which Flyte's own copilot cannot from Azure, and what was computed out", async () => {
  await putInputs("run");
  const large = randomBytes(20 * 1024 * 1024);
  await put("run/dir/large.bin", large);
  await put("run/dir/sub/c#d e%41", Buffer.from("odd"));
  await put("run/dir2/sibling", Buffer.from("not mine"));
  const env = { SSL_CERT_FILE: caFile };
  const config = flags(azuriteConfig(azurite));
  const down = await runCopilot({ argv: [...config, ...download("run")], env, cwd: folder });
  expect(down.exit, down.stderr).toBe(0);
  expect((await readFile(join(folder, "out/data/large.bin"))).equals(large)).toBe(true);
  expect(await readFile(join(folder, "out/data/sub/c#d e%41"), "utf8")).toBe("odd");
  expect(await readFile(join(folder, "out/n"), "utf8")).toBe("7");

  await mkdir(join(folder, "outputs/model"), { recursive: true });
  await writeFile(join(folder, "outputs/model/weights.bin"), large);
  await writeFile(join(folder, "outputs/loss"), "0.5");
  const blobType = { case: "blob" as const, value: { format: "", dimensionality: MULTIPART } };
  const variables = [
    { key: "model", value: { type: { type: blobType } } },
    { key: "loss", value: { type: { type: { case: "simple" as const, value: 2 } } } },
  ];
  const wanted = create(TypedInterfaceSchema, { outputs: { variables } });
  const where = ["--to-output-prefix", "abfs://flyte-data/run/meta", "--to-raw-output", "abfs://flyte-data/run/raw"];
  const rest = ["--from-local-dir", "outputs", "--interface", encodeInterface(wanted), "--start-watcher-type", "noop"];
  const up = await runCopilot({ argv: [...config, "sidecar", ...where, ...rest], env, cwd: folder });
  expect(up.exit, up.stderr).toBe(0);
  expect((await get("run/raw/model/weights.bin")).equals(large)).toBe(true);
  const outputs = valueOrThrow(decodeLiteralMap(await get("run/meta/outputs.pb"), "outputs.pb"));
  expect(toJson(LiteralMapSchema, outputs)).toMatchObject({
    literals: {
      model: { scalar: { blob: { uri: "abfs://flyte-data/run/raw/model" } } },
      loss: { scalar: { primitive: { floatValue: 0.5 } } },
    },
  });
});

test("says in the error document what Azure refused", async () => {
  await putInputs("lost");
  const { exit } = await runCopilot({
    argv: [...flags(azuriteConfig(azurite)), ...download("lost/elsewhere")],
    env: { SSL_CERT_FILE: caFile },
    cwd: folder,
  });
  expect(exit).toBe(1);
  const document = valueOrThrow(decodeErrorDocument(await get("lost/elsewhere/meta/error.pb"), "error.pb"));
  expect(document).toMatchObject({ code: "InputDownloadFailed", message: expect.stringContaining("BlobNotFound") });
});

test("has a token of workload identity open the store, under the CA that the template mounts", async () => {
  await putInputs("identity");
  await put("identity/dir/a", Buffer.from("hello"));
  const authority = await createCertificateAuthority("Entra's proxy CA");
  const tls = await authority.issue({ commonName: "localhost", hosts: ["localhost"] });
  const bodies: string[] = [];
  const entra = createServer({ key: tls.privateKeyPem, cert: tls.certificatePem }, async (request, response) => {
    bodies.push(await text(request));
    response.end(JSON.stringify({ access_token: storageToken(), expires_in: 3599 }));
  });
  await new Promise<void>((resolve) => entra.listen(0, "127.0.0.1", resolve));
  try {
    await writeFile(join(folder, "azure-identity-token"), "kubernetes-token");
    await writeFile(join(folder, "both.crt"), azurite.caPem + authority.certificatePem);
    const { key: _, ...config } = azuriteConfig(azurite);
    const { exit, stderr } = await runCopilot({
      argv: [...flags(config), ...download("identity")],
      env: {
        SSL_CERT_FILE: join(folder, "both.crt"),
        AZURE_AUTHORITY_HOST: `https://localhost:${(entra.address() as AddressInfo).port}/`,
        AZURE_CLIENT_ID: "client",
        AZURE_TENANT_ID: "tenant",
        AZURE_FEDERATED_TOKEN_FILE: join(folder, "azure-identity-token"),
      },
      cwd: folder,
    });
    expect(exit, stderr).toBe(0);
    expect(await readFile(join(folder, "out/data/a"), "utf8")).toBe("hello");
    expect(bodies.length).toBe(1);
    expect(bodies[0]).toContain("client_assertion=kubernetes-token");
  } finally {
    entra.close();
  }
});

/** As Entra writes it; Azurite reads what it says and leaves its signature alone. */
function storageToken(): string {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    aud: "https://storage.azure.com",
    iss: "https://sts.windows.net/7b3e5a5e-0000-4000-8000-000000000000/",
    iat: seconds,
    nbf: seconds - 10,
    exp: seconds + 3599,
  };
  return [{ alg: "RS256", typ: "JWT" }, claims, "unchecked"]
    .map((part) => Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url"))
    .join(".");
}
