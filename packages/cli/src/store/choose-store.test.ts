import { type FlyteConfig, platformConfig, storageConfig, valueOrThrow } from "@podwright/core";
import { describe, expect, it } from "vitest";
import { chooseStore } from "./choose-store.ts";

function flyteConfig(storage: object, k8s: object): FlyteConfig {
  return {
    config: valueOrThrow(platformConfig(k8s, "flyte-2.0")),
    storage: valueOrThrow(storageConfig(storage, "flyte-2.0")),
  };
}

const none = flyteConfig({}, {});
const s3 = flyteConfig(
  { container: "data", stow: { kind: "s3", config: { secret_key: "$(S3_SECRET)", note: "$$(S3_SECRET)" } } },
  { "co-pilot": { "storage-config-override": { container: "data", stow: { kind: "s3", config: { a: "b" } } } } },
);
const shell = { workingDirectory: "/home/me", environment: { S3_SECRET: "hidden" } };

describe("the store of a run", () => {
  const cases = [
    {
      name: "the folder .podwright when nothing names one",
      url: undefined,
      config: none,
      want: { uri: "file://flyte-data", folder: "/home/me/.podwright" },
    },
    { name: "a folder", url: "data", config: s3, want: { uri: "file://flyte-data", folder: "/home/me/data" } },
    {
      name: "a file URL",
      url: "file:///var/data",
      config: none,
      want: { uri: "file://flyte-data", folder: "/var/data" },
    },
    { name: "the config's own", url: undefined, config: s3, want: { uri: "s3://data", folder: undefined } },
    { name: "a bucket", url: "s3://other", config: s3, want: { uri: "s3://other", folder: undefined } },
    {
      name: "a bucket and a prefix",
      url: "s3://other/runs/x/",
      config: s3,
      want: { uri: "s3://other/runs/x", folder: undefined },
    },
  ];
  it.each(cases)("is $name", ({ url, config, want }) => {
    const { uri, folder } = valueOrThrow(chooseStore(url, config, shell));
    expect({ uri, folder }).toEqual(want);
  });

  it("keeps references to variables for the Pod, and replaces them for podwright itself", () => {
    const { config, storage } = valueOrThrow(chooseStore("s3://other", s3, shell));
    expect(config.storage.stow.config).toEqual({ secret_key: "$(S3_SECRET)", note: "$$(S3_SECRET)" });
    expect(storage.stow.config).toEqual({ secret_key: "hidden", note: "$(S3_SECRET)" });
    expect(config.config["co-pilot"]["storage-config-override"]?.container).toBe("other");
  });

  it("is not undone by a copilot that has a store of its own in the config", () => {
    const { config } = valueOrThrow(chooseStore("data", s3, shell));
    expect(config.config["co-pilot"]["storage-config-override"]).toBeUndefined();
    expect(config.storage.stow).toEqual({ kind: "local", config: { path: "/home/me/data" } });
  });

  const refused = [
    {
      name: "another scheme",
      url: "gs://b",
      config: s3,
      environment: {},
      want: "USAGE: --store gs://b is no store that there is",
    },
    {
      name: "an empty text",
      url: "",
      config: s3,
      environment: {},
      want: 'USAGE: --store "" is no store that there is',
    },
    {
      name: "a host in a file URL",
      url: "file://host/x",
      config: s3,
      environment: {},
      want: "USAGE: --store file://host/x is no store that there is",
    },
    {
      name: "a bucket without a config",
      url: "s3://b",
      config: none,
      environment: {},
      want: "STORE_CONFIG_INVALID: the store s3://b says which bucket, but no config says where it is and who may use it",
    },
    {
      name: "a variable that is not set",
      url: "s3://b",
      config: s3,
      environment: {},
      want: "STORE_CONFIG_INVALID: storage.stow.config.secret_key refers to $(S3_SECRET), which is not set here",
    },
  ];
  it.each(refused)("cannot be $name", ({ url, config, environment, want }) => {
    const chosen = chooseStore(url, config, { ...shell, environment });
    expect(chosen.ok ? [] : chosen.problems.map(({ code, what }) => `${code}: ${what}`)).toEqual([want]);
  });
});
