import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readS3Settings } from "./s3-settings.ts";

const keys = { access_key_id: "id", secret_key: "secret" };

describe("storage.stow.config of kind s3", () => {
  test.each([
    { name: "https is assumed", config: { endpoint: "s3.example:9000" }, want: "https://s3.example:9000" },
    {
      name: "disable_ssl means http",
      config: { endpoint: "s3.example:9000", disable_ssl: "true" },
      want: "http://s3.example:9000",
    },
    {
      name: "disable_ssl does not count beside a scheme",
      config: { endpoint: "https://s3.example", disable_ssl: "true" },
      want: "https://s3.example",
    },
    {
      name: "AWS's own when there is none",
      config: { region: "eu-west-1" },
      want: "https://s3.eu-west-1.amazonaws.com",
    },
    { name: "China's", config: { region: "cn-north-1" }, want: "https://s3.cn-north-1.amazonaws.com.cn" },
  ])("endpoint: $name", ({ config, want }) => {
    expect(readS3Settings({ ...keys, ...config }).endpoint.origin).toBe(want);
  });

  test("keys, token and region are taken", () => {
    expect(readS3Settings({ ...keys, token: "t", region: "eu-west-1", endpoint: "http://h" })).toEqual({
      endpoint: new URL("http://h"),
      region: "eu-west-1",
      credentials: { accessKeyId: "id", secretAccessKey: "secret", sessionToken: "t" },
    });
  });

  test("secret_key_path is read, trimmed, and wins", async () => {
    const folder = await mkdtemp(join(tmpdir(), "podwright-secret-"));
    const path = join(folder, "secret");
    await writeFile(path, "from the file\n");
    const { credentials } = readS3Settings({ ...keys, secret_key_path: path });
    await rm(folder, { recursive: true });
    expect(credentials?.secretAccessKey).toBe("from the file");
    expect(() => readS3Settings({ ...keys, secret_key_path: path })).toThrow("STORE_CONFIG_INVALID");
  });

  test("auth_type iam leaves credentials to the environment", () => {
    expect(readS3Settings({ ...keys, auth_type: "iam" }).credentials).toBeUndefined();
  });

  test.each([
    { config: { access_key_id: "id" }, want: "STORE_CREDENTIALS_MISSING" },
    { config: { secret_key: "secret" }, want: "STORE_CREDENTIALS_MISSING" },
    { config: { ...keys, auth_type: "magic" }, want: "STORE_CONFIG_INVALID" },
    { config: { ...keys, v2_signing: "true" }, want: "STORE_CONFIG_INVALID" },
    { config: { ...keys, endpoint: "ftp://h" }, want: "STORE_CONFIG_INVALID" },
    { config: { ...keys, endpoint: "https://h/path" }, want: "STORE_CONFIG_INVALID" },
    { config: { ...keys, endpoint: "https://user:pass@h" }, want: "STORE_CONFIG_INVALID" },
    { config: { ...keys, endpoint: "http://" }, want: "STORE_CONFIG_INVALID" },
  ])("$config is $want, and the secret is not shown", ({ config, want }) => {
    const read = () => readS3Settings(config);
    expect(read).toThrow(want);
    expect(read).not.toThrow(/"secret"|user:pass/);
  });
});
