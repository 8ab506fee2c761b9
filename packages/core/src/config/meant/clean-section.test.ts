import { expect, test } from "vitest";
import { readFlyteVectors } from "../../../../../test/support/flyte-vectors.ts";
import { platformSection } from "../sections/platform-section.ts";
import { platformConfig, storageConfig } from "./read-section.ts";

const versions = ["flyte-1.16", "flyte-2.0"] as const;

test.each(versions)("gives what the slow way gives, for the config of each %s case", (version) => {
  const configs = readFlyteVectors(version, "compose", "named", "upgrade").map(({ input }) => input.config ?? {});
  const different = configs.filter((config) => {
    // A key that nobody knows is passed over with a warning, on the slow way.
    const slow = platformConfig({ ...config, unknown: 1 }, version);
    const quick = platformConfig(config, version);
    return !slow.ok || !quick.ok || JSON.stringify(sorted(slow.value)) !== JSON.stringify(sorted(quick.value));
  });
  expect(configs.length).toBeGreaterThan(1000);
  expect(different.slice(0, 3)).toEqual([]);
});

test.each(versions)("gives what the slow way gives, for the storage of each %s case", (version) => {
  const storages = readFlyteVectors(version, "compose", "named", "upgrade")
    .map(({ input }) => input.storageConfig)
    .filter((storage) => storage !== undefined && storage !== null);
  const different = storages.filter((storage) => {
    const slow = storageConfig({ ...storage, unknown: 1 }, version);
    const quick = storageConfig(storage, version);
    return !slow.ok || !quick.ok || JSON.stringify(sorted(slow.value)) !== JSON.stringify(sorted(quick.value));
  });
  expect(storages.length).toBeGreaterThan(100);
  expect(different.slice(0, 3)).toEqual([]);
});

test("leaves to the slow way what has something to tell", () => {
  const told = (config: object) => {
    const result = platformConfig(config, "flyte-2.0");
    return (result.ok ? result.warnings : result.problems).map(({ code }) => code);
  };
  expect(told({ "inject-finaliser": true })).toEqual(["CONFIG_KEY_UNKNOWN"]);
  expect(told({ "default-cpus": "much" })).toEqual(["CONFIG_INVALID"]);
  expect(told({ "co-pilot": { timeout: "soon" } })).toEqual(["CONFIG_INVALID"]);
  expect(platformSection["flyte-2.0"].fields.some(({ name }) => name === "inject-finalizer")).toBe(true);
});

/** Keys in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
