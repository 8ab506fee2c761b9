import { generateKeyPairSync } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readGcsSettings } from "./gcs-settings.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keyFile = {
  type: "service_account",
  client_email: "me@project.iam.gserviceaccount.com",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
};
const where = "storage.stow.config";
const read = (config: Record<string, string>, environment: Record<string, string> = {}) =>
  readGcsSettings({ config, where, environment });

describe("the settings of kind google", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "podwright-gcs-"));
    await mkdir(join(folder, ".config/gcloud"), { recursive: true });
    await writeFile(join(folder, "federated.json"), JSON.stringify({ type: "external_account" }));
    const user = JSON.stringify({ type: "authorized_user" });
    await writeFile(join(folder, ".config/gcloud/application_default_credentials.json"), user);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("are Google's own endpoint, full control, and the metadata server's credentials by default", () => {
    const { endpoint, scopes, credentials } = read({ json: "", project_id: "p" });
    expect({ endpoint: endpoint.href, scopes, credentials }).toEqual({
      endpoint: "https://storage.googleapis.com/",
      scopes: ["https://www.googleapis.com/auth/devstorage.full_control"],
      credentials: { kind: "metadata" },
    });
  });

  test("take a service account's key, scopes and another endpoint", () => {
    const settings = read({ json: JSON.stringify(keyFile), scopes: "a, b", endpoint: "gcs.example:4443" });
    expect(settings).toMatchObject({
      endpoint: new URL("https://gcs.example:4443"),
      scopes: ["a", "b"],
      credentials: {
        kind: "service_account",
        email: "me@project.iam.gserviceaccount.com",
        tokenUri: new URL("https://oauth2.googleapis.com/token"),
      },
    });
  });

  test("follow a key into its own universe", () => {
    const json = JSON.stringify({ ...keyFile, universe_domain: "example.cloud" });
    expect(read({ json }).endpoint.href).toBe("https://storage.example.cloud/");
  });

  test("find the environment's credentials where Google's libraries look", () => {
    const named = { GOOGLE_APPLICATION_CREDENTIALS: join(folder, "federated.json"), HOME: folder };
    expect(read({}, named).credentials).toMatchObject({ kind: "vendor", type: "external_account" });
    expect(read({}, { HOME: folder }).credentials).toMatchObject({ kind: "vendor", type: "authorized_user" });
    const cloudsdk = { CLOUDSDK_CONFIG: join(folder, ".config/gcloud") };
    expect(read({}, cloudsdk).credentials).toMatchObject({ kind: "vendor", type: "authorized_user" });
    expect(read({}, { CLOUDSDK_CONFIG: folder }).credentials).toEqual({ kind: "metadata" });
  });

  test.each([
    { host: "localhost:9000", want: "http://localhost:9000/" },
    { host: "https://localhost:9000", want: "https://localhost:9000/" },
  ])("ask the emulator of STORAGE_EMULATOR_HOST=$host without credentials", ({ host, want }) => {
    const { endpoint, credentials } = read({ json: JSON.stringify(keyFile) }, { STORAGE_EMULATOR_HOST: host });
    expect({ endpoint: endpoint.href, credentials }).toEqual({ endpoint: want, credentials: { kind: "none" } });
  });

  test("prefer an endpoint that is written to an emulator's", () => {
    const { endpoint } = read({ endpoint: "https://gcs.example" }, { STORAGE_EMULATOR_HOST: "localhost:9000" });
    expect(endpoint.href).toBe("https://gcs.example/");
  });

  const invalid = "STORE_CREDENTIALS_INVALID";
  test.each([
    { name: "no JSON", config: { json: "{secret" }, code: invalid },
    { name: "a list", config: { json: "[1]" }, code: invalid },
    { name: "an unknown type", config: { json: '{"type":"other"}' }, code: invalid },
    { name: "no e-mail", config: { json: JSON.stringify({ ...keyFile, client_email: "" }) }, code: invalid },
    { name: "no key", config: { json: JSON.stringify({ ...keyFile, private_key: "secret" }) }, code: invalid },
    { name: "no token_uri", config: { json: JSON.stringify({ ...keyFile, token_uri: "file:///a" }) }, code: invalid },
    { name: "an endpoint with a path", config: { endpoint: "https://h/secret" }, code: "STORE_CONFIG_INVALID" },
    { name: "an endpoint with a password", config: { endpoint: "https://me:secret@h" }, code: "STORE_CONFIG_INVALID" },
    {
      name: "a file that is not there",
      environment: { GOOGLE_APPLICATION_CREDENTIALS: "/none.json" },
      code: "STORE_CONFIG_INVALID",
    },
  ])("refuse $name, and repeat nothing of it", ({ config = {}, environment = {}, code }) => {
    const reading = () => read(config as Record<string, string>, environment as Record<string, string>);
    expect(reading).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ code })] }));
    expect(reading).not.toThrow("secret");
  });
});
