import { valueOrThrow } from "@podwright/core";
import { expect, test } from "vitest";
import { fileSettings } from "./file-settings.ts";
import { environmentSettings, parseScalarSettings } from "./scalar-settings.ts";
import { resolveSettings } from "./settings.ts";

test("has upstream's defaults", () => {
  expect(resolveSettings([{}])).toEqual({
    storage: {
      type: "stow",
      container: "",
      "enable-multicontainer": false,
      stow: { kind: "s3", config: { region: "us-east-1" } },
    },
    maxDownloadBytes: 2_097_152,
    logLevel: 3,
  });
});

test("takes each setting from the highest layer that has it, and the store's settings whole", () => {
  const settings = resolveSettings([
    { container: "flag", stowConfig: { endpoint: "e" } },
    { container: "variable", kind: "local" },
    { container: "file", kind: "s3", type: "s3", stowConfig: { region: "r" } },
  ]);
  expect(settings.storage).toEqual({
    type: "s3",
    container: "flag",
    "enable-multicontainer": false,
    stow: { kind: "local", config: { endpoint: "e" } },
  });
});

test("takes any size when the limit is 0", () => {
  expect(resolveSettings([{ maxDownloadMBs: 0 }]).maxDownloadBytes).toBeNull();
});

test("reads environment variables whose names keep their dots", () => {
  const environment = {
    "STORAGE.CONTAINER": "b",
    "STORAGE.ENABLE_MULTICONTAINER": "true",
    "STORAGE.LIMITS.MAXDOWNLOADMBS": "5",
    "LOGGER.LEVEL": "4",
    STORAGE_TYPE: "ignored",
  };
  expect(valueOrThrow(environmentSettings(environment))).toEqual({
    container: "b",
    enableMulticontainer: true,
    maxDownloadMBs: 5,
    logLevel: 4,
  });
});

test("refuses a number that is none", () => {
  const result = parseScalarSettings({ "logger.level": "warn" }, (key) => `--${key}`);
  expect(result).toMatchObject({
    ok: false,
    problems: [{ code: "USAGE", what: '"warn" is not an integer', where: "--logger.level" }],
  });
});

test("reads a config file without regard to the case of its keys", () => {
  const document = {
    Storage: { container: "b", limits: { maxDownloadMBs: 0 }, stow: { kind: "s3", config: { region: "r", port: 9 } } },
    logger: { level: 5 },
  };
  expect(valueOrThrow(fileSettings(document, "a.yaml"))).toEqual({
    container: "b",
    maxDownloadMBs: 0,
    kind: "s3",
    stowConfig: { region: "r", port: "9" },
    logLevel: 5,
  });
});

test("reports every key that nobody knows", () => {
  const result = fileSettings({ foo: {}, storage: { bogus: 1, connection: {} } }, "a.yaml");
  expect(result).toMatchObject({
    ok: false,
    problems: [
      { code: "CONFIG_INVALID", what: '"foo" is not a key here', where: "a.yaml, the top" },
      { code: "CONFIG_INVALID", what: '"bogus" is not a key here', where: "a.yaml, storage" },
      { code: "CONFIG_INVALID", what: '"connection" is not a key here', where: "a.yaml, storage" },
    ],
  });
});
