import { describe, expect, test } from "vitest";
import type { ConfigFile } from "./decode-flyte-config.ts";
import { findSetting } from "./find-setting.ts";
import { fromPlain } from "./from-plain.ts";
import type { ConfigRules } from "./read-flyte-config.ts";

const files: readonly ConfigFile[] = [
  file("first.yaml", {
    plugins: { k8s: { "scheduler-name": "one", "image-pull-policy": "Always", "default-labels": { team: "red" } } },
    storage: { stow: { config: { endpoint: "http://a" } } },
  }),
  file("second.yaml", { plugins: { k8s: { "scheduler-name": "two", "image-pull-policy": null } } }),
];

function file(name: string, value: object): ConfigFile {
  return { name, value: fromPlain(value) as ConfigFile["value"], locate: (path) => `${name}:${path.join(".")}` };
}

function find(path: string, environment: Readonly<Record<string, string>>, rules: ConfigRules = "flyte-2.0") {
  return findSetting({ files, environment }, rules, path.split("/"));
}

describe("findSetting", () => {
  test.each(["flyte-1.16", "flyte-2.0", "podwright"] as const)(
    "names the variable that wins over files by the rules of %s, under both of its names",
    (rules) => {
      for (const name of ["PLUGINS.K8S.SCHEDULER-NAME", "PLUGINS.K8S.SCHEDULER_NAME"])
        expect(find("plugins/k8s/scheduler-name", { [name]: "v" }, rules)).toEqual({ variable: name });
      expect(find("plugins/k8s/scheduler-name", { "PLUGINS.K8S.SCHEDULER_NAME": "" }, rules)).toEqual({
        file: "second.yaml:plugins.k8s.scheduler-name",
      });
    },
  );

  test("names the variable that sets a whole map for the map's entries", () => {
    expect(find("plugins/k8s/default-labels/team", { "PLUGINS.K8S.DEFAULT_LABELS": "team=x" })).toEqual({
      variable: "PLUGINS.K8S.DEFAULT_LABELS",
    });
  });

  test("knows that Flyte asks the environment for each key that a file has, and that podwright does not", () => {
    const environment = { "STORAGE.STOW.CONFIG.ENDPOINT": "http://b" };
    const path = "storage/stow/config/endpoint";
    expect(find(path, environment)).toEqual({ variable: "STORAGE.STOW.CONFIG.ENDPOINT" });
    expect(find(path, environment, "podwright")).toEqual({ file: "first.yaml:storage.stow.config.endpoint" });
  });

  test("finds what podwright takes from a connection of Flyte 1's in the connection", () => {
    const connected = [file("a.yaml", { storage: { connection: { "access-key": "minio" } } })];
    const path = ["storage", "stow", "config", "access_key_id"];
    expect(findSetting({ files: connected }, "podwright", path)).toEqual({
      file: "a.yaml:storage.connection.access-key",
    });
    expect(findSetting({ files: connected }, "flyte-2.0", path)).toBeUndefined();
  });

  test("finds nothing where a default stands: unset, null in the last file, or a section that a variable hides", () => {
    expect(find("plugins/k8s/default-cpus", {})).toBeUndefined();
    expect(find("plugins/k8s/image-pull-policy", {})).toBeUndefined();
    expect(find("plugins/k8s/scheduler-name", { "PLUGINS.K8S": "x" })).toBeUndefined();
  });
});
