import { valueOrThrow } from "@podwright/core";
import { expect, test } from "vitest";
import { environmentSettings, variablesOf } from "./environment-settings.ts";

const cases: readonly {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly want: object;
}[] = [
  {
    name: "names that keep their dots",
    environment: {
      "STORAGE.CONTAINER": "b",
      "STORAGE.ENABLE_MULTICONTAINER": "true",
      "STORAGE.LIMITS.MAXDOWNLOADMBS": "5",
      "STORAGE.STOW.CONFIG.ENDPOINT": "e",
      "LOGGER.LEVEL": "4",
    },
    want: { container: "b", enableMulticontainer: true, maxDownloadMBs: 5, logLevel: 4, stowConfig: { endpoint: "e" } },
  },
  {
    name: "names as people write them",
    environment: {
      STORAGE_TYPE: "s3",
      STORAGE_STOW_KIND: "google",
      STORAGE_CONTAINER: "b",
      STORAGE_ENABLE_MULTICONTAINER: "1",
      STORAGE_LIMITS_MAXDOWNLOADMBS: "0",
      LOGGER_LEVEL: "5",
      STORAGE_STOW_CONFIG_PROJECT_ID: "p",
      STORAGE_STOW_CONFIG_ANYTHING_ELSE: "x",
    },
    want: {
      type: "s3",
      kind: "google",
      container: "b",
      enableMulticontainer: true,
      maxDownloadMBs: 0,
      logLevel: 5,
      stowConfig: { project_id: "p", anything_else: "x" },
    },
  },
  {
    name: "the dotted one where both are set",
    environment: {
      STORAGE_CONTAINER: "a",
      "STORAGE.CONTAINER": "b",
      "STORAGE.STOW.CONFIG.TOKEN": "b",
      STORAGE_STOW_CONFIG_TOKEN: "a",
    },
    want: { container: "b", stowConfig: { token: "b" } },
  },
  {
    name: "the next one where a variable is empty",
    environment: { STORAGE_CONTAINER: "a", "STORAGE.CONTAINER": "", STORAGE_STOW_CONFIG_TOKEN: "", LOGGER_LEVEL: "" },
    want: { container: "a" },
  },
  {
    name: "all settings of the store in one, under those that have their own",
    environment: { STORAGE_STOW_CONFIG: "region=r,endpoint=e", STORAGE_STOW_CONFIG_REGION: "own" },
    want: { stowConfig: { region: "own", endpoint: "e" } },
  },
  {
    name: "Flyte 1's connection",
    environment: {
      STORAGE_CONNECTION_ACCESS_KEY: "k",
      STORAGE_CONNECTION_DISABLE_SSL: "true",
      STORAGE_CONNECTION_REGION: "",
    },
    want: { connection: { access_key_id: "k", disable_ssl: "true" } },
  },
  {
    name: "nothing of what has no effect",
    environment: { STORAGE_CACHE_MAX_SIZE_MBS: "many", STORAGE_BOGUS: "x" },
    want: {},
  },
];

test.each(cases)("reads $name", ({ environment, want }) => {
  expect(valueOrThrow(environmentSettings(environment, "none"))).toEqual(want);
});

test("reads no more than upstream for whom that is asked", () => {
  const environment = {
    STORAGE_CONTAINER: "a",
    "STORAGE.TYPE": "s3",
    "STORAGE.STOW.CONFIG.TOKEN": "t",
    STORAGE_STOW_CONFIG: "a=b",
  };
  expect(valueOrThrow(environmentSettings(environment, "flyte"))).toEqual({ type: "s3" });
  expect(environmentSettings({ "STORAGE.STOW.CONFIG": "a=b" }, "flyte")).toMatchObject({
    problems: [{ code: "CONFIG_INVALID", where: "the environment variable STORAGE.STOW.CONFIG" }],
  });
});

test("names the variable of each value that is wrong, and no secret", () => {
  const environment = {
    STORAGE_ENABLE_MULTICONTAINER: "yes",
    "LOGGER.LEVEL": "warn",
    STORAGE_STOW_CONFIG: "do-not-print",
  };
  const result = environmentSettings(environment, "none");
  expect(result).toMatchObject({
    problems: [
      { code: "USAGE", where: "the environment variable STORAGE_STOW_CONFIG" },
      {
        code: "USAGE",
        what: '"yes" is not a boolean',
        where: "the environment variable STORAGE_ENABLE_MULTICONTAINER",
      },
      { code: "USAGE", what: '"warn" is not an integer', where: "the environment variable LOGGER.LEVEL" },
    ],
  });
  expect(JSON.stringify(result)).not.toContain("do-not-print");
});

test("calls a variable by its key", () => {
  expect(variablesOf("storage.limits.maxDownloadMBs", "none")).toEqual([
    "STORAGE.LIMITS.MAXDOWNLOADMBS",
    "STORAGE_LIMITS_MAXDOWNLOADMBS",
  ]);
  expect(variablesOf("storage.enable-multicontainer", "flyte")).toEqual(["STORAGE.ENABLE_MULTICONTAINER"]);
});
