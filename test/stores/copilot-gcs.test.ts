import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
import { type BlobStore, openStore } from "@podwright/store";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readWhole } from "../../packages/copilot/src/transfer/read-whole.ts";
import { runCopilot } from "../copilot/run-copilot.ts";
import { podToken } from "../support/token-server.ts";
import { oneInput } from "./one-input.ts";
import { type AuthorizedGcs, startAuthorizedGcs } from "./servers/authorized-gcs.ts";

/** An interface whose only output is the integer `x`. */
const interfaceBase64 = encodeInterface(
  create(TypedInterfaceSchema, {
    outputs: { variables: [{ key: "x", value: { type: { type: { case: "simple", value: 1 } } } }] },
  }),
);

describe("the copilot with kind google", () => {
  let gcs: AuthorizedGcs;
  let store: BlobStore;
  beforeAll(async () => {
    gcs = await startAuthorizedGcs({ buckets: ["flyte-data"] });
    const config = { endpoint: gcs.endpoint, json: JSON.stringify(gcs.tokenServer.keyFile), project_id: "project" };
    const stow = { kind: "google", config };
    store = await openStore({
      storage: { type: "stow", container: "flyte-data", "enable-multicontainer": false, stow },
      environment: {},
      trust: { certificates: [gcs.caPem], searched: [] },
    });
    await store.write("gs://flyte-data/in/inputs.pb", oneInput);
  });
  afterAll(async () => {
    await store.close();
    await gcs.close();
  });
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podwright-copilot-gcs-"));
    await writeFile(join(folder, "ca.crt"), gcs.caPem);
    await writeFile(join(folder, "key.json"), JSON.stringify(gcs.tokenServer.keyFile));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const flags = ["--storage.container=flyte-data", "--storage.stow.kind=google"];
  const endpoint = () => ["--storage.stow.config", `endpoint=${gcs.endpoint}`, "--storage.stow.config", "json="];
  const trusting = () => ({ SSL_CERT_FILE: join(folder, "ca.crt"), HOME: folder });
  const download = ["download", "--from-remote", "gs://flyte-data/in/inputs.pb", "--to-local-dir", "inputs"].concat([
    "--to-output-prefix",
    "gs://flyte-data/meta",
  ]);

  test("brings inputs in with a key from the config file", async () => {
    const config = { endpoint: gcs.endpoint, json: JSON.stringify(gcs.tokenServer.keyFile), project_id: "project" };
    const stow = { kind: "google", config };
    await writeFile(join(folder, "storage.yaml"), JSON.stringify({ storage: { container: "flyte-data", stow } }));
    const argv = ["--config", "*.yaml", ...download];
    expect(await runCopilot({ argv, env: trusting(), cwd: folder })).toMatchObject({ exit: 0, stdout: "" });
    expect(await readFile(join(folder, "inputs/x"), "utf8")).toBe("7");
  });

  test("brings inputs in with the key of GOOGLE_APPLICATION_CREDENTIALS", async () => {
    const env = { ...trusting(), GOOGLE_APPLICATION_CREDENTIALS: join(folder, "key.json") };
    const argv = [...flags, ...endpoint(), ...download];
    expect(await runCopilot({ argv, env, cwd: folder })).toMatchObject({ exit: 0, stdout: "" });
    expect(await readFile(join(folder, "inputs/x"), "utf8")).toBe("7");
  });

  test("brings inputs in as the identity of the Pod, federated", async () => {
    await writeFile(join(folder, "token"), podToken);
    const federated = {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: gcs.tokenServer.keyFile.token_uri,
      credential_source: { file: join(folder, "token") },
    };
    await writeFile(join(folder, "federated.json"), JSON.stringify(federated));
    const env = { ...trusting(), GOOGLE_APPLICATION_CREDENTIALS: join(folder, "federated.json") };
    const argv = [...flags, ...endpoint(), ...download];
    expect(await runCopilot({ argv, env, cwd: folder })).toMatchObject({ exit: 0, stdout: "" });
    expect(await readFile(join(folder, "inputs/x"), "utf8")).toBe("7");
  });

  test("takes outputs out", async () => {
    await mkdir(join(folder, "outputs"));
    await writeFile(join(folder, "outputs/x"), "42");
    const env = { ...trusting(), GOOGLE_APPLICATION_CREDENTIALS: join(folder, "key.json") };
    const sidecar = ["sidecar", "--start-watcher-type", "noop", "--from-local-dir", "outputs"];
    const targets = ["--to-output-prefix", "gs://flyte-data/out", "--to-raw-output", "gs://flyte-data/raw"];
    const argv = [...flags, ...endpoint(), ...sidecar, ...targets, "--interface", interfaceBase64];
    expect(await runCopilot({ argv, env, cwd: folder })).toMatchObject({ exit: 0 });
    const options = { maxBytes: null, signal: new AbortController().signal };
    const bytes = await readWhole(store, "gs://flyte-data/out/outputs.pb", options);
    expect(toJson(LiteralMapSchema, valueOrThrow(decodeLiteralMap(bytes, "outputs.pb")))).toEqual({
      literals: { x: { scalar: { primitive: { integer: "42" } } } },
    });
  });

  test("says that the environment's key is no key any more", async () => {
    const key = { ...gcs.tokenServer.keyFile, private_key_id: "revoked" };
    await writeFile(join(folder, "key.json"), JSON.stringify(key));
    const env = { ...trusting(), GOOGLE_APPLICATION_CREDENTIALS: join(folder, "key.json") };
    const { exit, stderr } = await runCopilot({ argv: [...flags, ...endpoint(), ...download], env, cwd: folder });
    expect({ exit, stderr }).toEqual({ exit: 1, stderr: expect.stringContaining("error STORE_CREDENTIALS_INVALID\n") });
    expect(stderr).toContain("invalid_grant: Invalid JWT header.");
    expect(stderr).not.toContain("PRIVATE KEY");
  });
});
