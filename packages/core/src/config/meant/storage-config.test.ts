import { expect, test } from "vitest";
import { storageConfig } from "./read-section.ts";

function read(partial: unknown): unknown {
  const result = storageConfig(partial, "flyte-2.0");
  return result.ok ? result.value : result.problems.map(({ what }) => what);
}

test.each([
  {
    name: "gives Flyte's defaults for nothing",
    input: undefined,
    want: {
      type: "stow",
      container: "",
      "enable-multicontainer": false,
      stow: { kind: "s3", config: { region: "us-east-1" } },
    },
  },
  {
    name: "replaces the store's settings whole",
    input: { container: "data", stow: { config: { endpoint: "https://minio", disable_ssl: false } } },
    want: {
      type: "stow",
      container: "data",
      "enable-multicontainer": false,
      stow: { kind: "s3", config: { endpoint: "https://minio", disable_ssl: "false" } },
    },
  },
  {
    name: "passes over what does not decide a Pod",
    input: {
      type: "s3",
      cache: { max_size_mbs: 10 },
      limits: { maxDownloadMBs: 2 },
      stow: { kind: "local", config: {} },
    },
    want: { type: "s3", container: "", "enable-multicontainer": false, stow: { kind: "local", config: {} } },
  },
  {
    name: "does not print what may be a secret",
    input: { stow: { config: { secret_key: ["hidden"] } }, schemes: "hidden" },
    want: [
      "storage.stow.config.secret_key must be text, not a list",
      "storage.schemes must be a map, or a list of maps with one key each, not text",
    ],
  },
])("$name", ({ input, want }) => {
  expect(read(input)).toEqual(want);
});

test("warns of Flyte 1's connection, which Flyte 2 ignores", () => {
  const result = storageConfig({ connection: { endpoint: "http://minio:9000" } }, "flyte-2.0");
  expect(result.ok && result.warnings.map(({ code, where }) => [code, where])).toEqual([
    ["CONFIG_KEY_UNKNOWN", "storage.connection"],
  ]);
});

test("of Flyte 1 has a connection and no stow", () => {
  const result = storageConfig({ connection: { endpoint: "http://minio:9000", "disable-ssl": "true" } }, "flyte-1.16");
  expect(result).toEqual({
    ok: true,
    value: {
      type: "s3",
      container: "",
      "enable-multicontainer": false,
      stow: { kind: "", config: {} },
      connection: {
        endpoint: "http://minio:9000",
        "auth-type": "iam",
        "access-key": "",
        "secret-key": "",
        region: "us-east-1",
        "disable-ssl": true,
      },
    },
    warnings: [],
  });
});
