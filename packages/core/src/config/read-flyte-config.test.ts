import { describe, expect, test } from "vitest";
import type { ConfigEntries } from "./config-value.ts";
import type { ConfigSources } from "./decode-flyte-config.ts";
import { fromPlain } from "./from-plain.ts";
import { readFlyteConfig } from "./read-flyte-config.ts";

function sourcesOf(...documents: readonly unknown[]): ConfigSources {
  const files = documents.map((document, index) => ({
    name: `${index}.yaml`,
    value: fromPlain(document) as ConfigEntries,
  }));
  return { files };
}

describe.each(["flyte-1.16", "flyte-2.0", "podwright"] as const)("by the rules of %s", (rules) => {
  test("reads both sections and passes over the others", () => {
    const sources = sourcesOf({
      logger: { level: 4 },
      plugins: { k8s: { "scheduler-name": "volcano" }, "agent-service": {} },
      storage: { container: "data" },
    });
    expect(readFlyteConfig(sources, rules)).toMatchObject({
      ok: true,
      value: { config: { "scheduler-name": "volcano", "default-labels": {} }, storage: { container: "data" } },
    });
  });

  test("gives every default without files, and nothing to say", () => {
    expect(readFlyteConfig({ files: [] }, rules)).toMatchObject({
      ok: true,
      value: { config: { "default-cpus": "1", "default-tolerations": [] }, storage: { container: "" } },
      warnings: [],
    });
  });

  test("takes variables under Flyte's names over files", () => {
    const sources = {
      ...sourcesOf({ plugins: { k8s: { "default-cpus": 2 } } }),
      environment: { "PLUGINS.K8S.DEFAULT_CPUS": "3" },
    };
    expect(readFlyteConfig(sources, rules)).toMatchObject({ ok: true, value: { config: { "default-cpus": "3" } } });
  });

  test("refuses values of a wrong kind in all sections at once", () => {
    const result = readFlyteConfig(
      sourcesOf({ plugins: { k8s: { "default-cpus": "lots" } }, storage: { stow: 3 } }),
      rules,
    );
    expect(result.ok ? [] : result.problems.map(({ where }) => where).toSorted()).toEqual([
      "0.yaml, plugins.k8s.default-cpus",
      "0.yaml, storage.stow",
    ]);
  });
});

describe.each(["flyte-1.16", "flyte-2.0", "podwright"] as const)("by the rules of %s, a variable", (rules) => {
  test.each(["PLUGINS.K8S.DEFAULT_CPUS", "PLUGINS.K8S.DEFAULT-CPUS"])("that is wrong is named: %s", (name) => {
    const result = readFlyteConfig({ files: [], environment: { [name]: "lots" } }, rules);
    const places = {
      podwright: `the environment, ${name}, plugins.k8s.default-cpus`,
      "flyte-1.16": `the environment, ${name}`,
      "flyte-2.0": `the environment, ${name}`,
    };
    expect(result.ok ? [] : result.problems.map(({ where }) => where)).toEqual([places[rules]]);
  });

  test("that should be a map is not printed", () => {
    const environment = { "PLUGINS.K8S.DEFAULT_ENV_VARS": "TOKEN=hidden" };
    const result = readFlyteConfig({ files: [], environment }, rules);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain("hidden");
  });
});

test("gives the offloading of Flyte 1", () => {
  const sources = sourcesOf({
    propeller: { "literal-offloading-config": { enabled: true, "max-size-in-mb-for-offloading": 50 } },
  });
  expect(readFlyteConfig(sources, "flyte-1.16")).toMatchObject({
    ok: true,
    value: {
      literalOffloading: { Enabled: true, "min-size-in-mb-for-offloading": 10, "max-size-in-mb-for-offloading": 50 },
    },
  });
});

test("says Flyte's own words and what would do instead", () => {
  const result = readFlyteConfig(sourcesOf({ plugins: { k8s: { "default-cpus": "lots" } } }), "flyte-2.0");
  expect(result.ok ? [] : result.problems).toEqual([
    {
      code: "CONFIG_INVALID",
      what: `Flyte 2.0 refuses the config: 'default-cpus' expected a map or struct, got "string"`,
      where: "0.yaml, plugins.k8s.default-cpus",
      fix: "give a quantity such as 500m or 2Gi",
    },
  ]);
});
