import { expect, test } from "vitest";
import { readFlyteConfig } from "./read-flyte-config.ts";

test("reads both sections and passes over the others", () => {
  const result = readFlyteConfig(
    {
      propeller: { workers: 4 },
      plugins: { k8s: { "scheduler-name": "volcano" }, "agent-service": {} },
      storage: { container: "data" },
    },
    "flyte-2.0",
  );
  expect(result).toMatchObject({
    ok: true,
    value: { config: { "scheduler-name": "volcano" }, storage: { container: "data" } },
    warnings: [],
  });
});

test.each([undefined, null, {}, { plugins: null }])("gives every default for %j", (document) => {
  expect(readFlyteConfig(document, "flyte-2.0")).toMatchObject({
    ok: true,
    value: { config: { "default-cpus": "1" }, storage: { type: "stow" } },
  });
});

test("says what is wrong in all sections at once", () => {
  const result = readFlyteConfig({ plugins: { k8s: [] }, storage: { stow: "s3" } }, "flyte-2.0", "flyte.yaml");
  expect(result.ok ? [] : result.problems.map(({ what, where }) => [what, where])).toEqual([
    ["plugins.k8s must be a map, not a list", "flyte.yaml, plugins.k8s"],
    ['storage.stow must be a map, not "s3"', "flyte.yaml, storage.stow"],
  ]);
});

test("refuses a document that is no map", () => {
  const result = readFlyteConfig(["plugins"], "flyte-2.0", "flyte.yaml");
  expect(result.ok ? [] : result.problems.map(({ what }) => what)).toEqual([
    "the config file must be a map, not a list",
  ]);
});
