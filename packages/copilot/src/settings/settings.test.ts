import fc from "fast-check";
import { expect, test } from "vitest";
import { resolveSettings } from "./settings.ts";
import type { SettingsLayer } from "./settings-layer.ts";

test("has upstream's defaults", () => {
  expect(resolveSettings([{}], "none")).toEqual({
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

const layers: readonly SettingsLayer[] = [
  { container: "flag", stowConfig: { endpoint: "e" } },
  { container: "variable", kind: "local", stowConfig: { endpoint: "v", token: "t" } },
  { container: "file", kind: "s3", type: "s3", stowConfig: { region: "r", token: "f" } },
];

test("takes each setting from the highest layer that has it, the store's settings key by key", () => {
  expect(resolveSettings(layers, "none").storage).toEqual({
    type: "s3",
    container: "flag",
    "enable-multicontainer": false,
    stow: { kind: "local", config: { endpoint: "e", region: "r", token: "t" } },
  });
});

test("takes the store's settings whole, as upstream, for whom that is asked", () => {
  expect(resolveSettings(layers, "flyte").storage.stow).toEqual({ kind: "local", config: { endpoint: "e" } });
  expect(resolveSettings([{ kind: "s3" }, {}], "flyte").storage.stow.config).toEqual({ region: "us-east-1" });
});

test("takes any size when the limit is 0", () => {
  expect(resolveSettings([{ maxDownloadMBs: 0 }], "none").maxDownloadBytes).toBeNull();
});

test("reaches stores of other schemes as the layers say, key by key", () => {
  const under = { schemes: { gs: { config: { json: "j", scopes: "s" } }, s3: { config: { region: "r" } } } };
  const over = { schemes: { gs: { config: { json: "k" } } } };
  expect(resolveSettings([over, under], "none").storage.schemes).toEqual({
    gs: { config: { json: "k", scopes: "s" } },
    s3: { config: { region: "r" } },
  });
});

const connected: readonly { readonly name: string; readonly layer: SettingsLayer; readonly want: object }[] = [
  {
    name: "with Flyte 1's defaults",
    layer: { connection: { endpoint: "e" } },
    want: { kind: "s3", config: { auth_type: "iam", region: "us-east-1", endpoint: "e" } },
  },
  {
    name: "under the store's own settings",
    layer: { connection: { auth_type: "accesskey", region: "r" }, stowConfig: { token: "t", region: "q" } },
    want: { kind: "s3", config: { auth_type: "accesskey", region: "q", token: "t" } },
  },
  {
    name: "not beside a store that is described by kind and config",
    layer: { connection: { endpoint: "e" }, kind: "google", stowConfig: { json: "" } },
    want: { kind: "google", config: { region: "us-east-1", json: "" } },
  },
];

test.each(connected)("reads Flyte 1's connection $name", ({ layer, want }) => {
  expect(resolveSettings([layer], "none").storage.stow).toEqual(want);
});

const key = fc.constantFrom("endpoint", "region", "token");
const someLayer: fc.Arbitrary<SettingsLayer> = fc.record(
  { container: fc.string(), logLevel: fc.nat(), stowConfig: fc.dictionary(key, fc.string()) },
  { requiredKeys: [] },
);

test("lets no lower layer change what a higher one says, and none hide what it does not say", () => {
  fc.assert(
    fc.property(fc.array(someLayer, { maxLength: 4 }), (given) => {
      const { storage, logLevel } = resolveSettings(given, "none");
      const defaults: SettingsLayer = { container: "", logLevel: 3, stowConfig: { region: "us-east-1" } };
      const all = [...given, defaults];
      expect(storage.container).toBe(all.find(({ container }) => container !== undefined)?.container);
      expect(logLevel).toBe(all.find((layer) => layer.logLevel !== undefined)?.logLevel);
      for (const name of ["endpoint", "region", "token"]) {
        expect(storage.stow.config[name]).toBe(
          all.find(({ stowConfig }) => stowConfig && name in stowConfig)?.stowConfig?.[name],
        );
      }
    }),
  );
});
