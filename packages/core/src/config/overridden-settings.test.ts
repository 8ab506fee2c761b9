import { describe, expect, test } from "vitest";
import type { ConfigFile } from "./decode-flyte-config.ts";
import { fromPlain } from "./from-plain.ts";
import { overriddenSettings } from "./overridden-settings.ts";

function file(name: string, k8s: object): ConfigFile {
  const value = fromPlain({ plugins: { k8s } }) as ConfigFile["value"];
  return { name, value, locate: (path) => `${name}:${path.slice(2).join(".")}` };
}

describe.each(["flyte-1.16", "flyte-2.0", "podwright"] as const)("by the rules of %s", (rules) => {
  const first = file("a", { "scheduler-name": "one", "default-labels": { team: "x", app: "y" }, "default-cpus": 1 });

  test("a value is overridden where a later file gives another one, entries of maps one by one", () => {
    const second = file("b", { "scheduler-name": "two", "default-labels": { team: "z" }, "default-cpus": 1 });
    expect(overriddenSettings({ files: [first, second] }, rules)).toEqual([
      {
        path: ["plugins", "k8s", "scheduler-name"],
        value: "one",
        place: { file: "a:scheduler-name" },
        by: { file: "b:scheduler-name" },
      },
      {
        path: ["plugins", "k8s", "default-labels", "team"],
        value: "x",
        place: { file: "a:default-labels.team" },
        by: { file: "b:default-labels.team" },
      },
    ]);
  });

  test("a value is overridden by a variable, and by null", () => {
    const environment = { "PLUGINS.K8S.SCHEDULER_NAME": "v", "PLUGINS.K8S.DEFAULT_CPUS": "1" };
    expect(overriddenSettings({ files: [first], environment }, rules)).toMatchObject([
      { value: "one", by: { variable: "PLUGINS.K8S.SCHEDULER_NAME" } },
    ]);
    const [nulled] = overriddenSettings({ files: [first, file("b", { "scheduler-name": null })] }, rules);
    expect(nulled).toEqual({
      path: ["plugins", "k8s", "scheduler-name"],
      value: "one",
      place: { file: "a:scheduler-name" },
    });
  });

  test("one file overrides nothing", () => expect(overriddenSettings({ files: [first] }, rules)).toEqual([]));
});
