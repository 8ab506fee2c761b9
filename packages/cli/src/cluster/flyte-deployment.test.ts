import { describe, expect, test } from "vitest";
import { configFilesOf, type Deployment, mountedConfig } from "./flyte-deployment.ts";

/** As charts/flyte-core of Flyte 1.16 has them: one for each part, all with a config. */
function part(name: string, command: readonly string[], configMap: string, secret?: string): Deployment {
  const sources = [{ configMap: { name: configMap } }, ...(secret === undefined ? [] : [{ secret: { name: secret } }])];
  const container = {
    name,
    image: `cr.flyte.org/flyteorg/${name}:v1.16.8`,
    command: [...command],
    volumeMounts: [{ name: "config-volume", mountPath: "/etc/flyte/config" }],
  };
  return {
    metadata: { name },
    spec: {
      template: { spec: { containers: [container], volumes: [{ name: "config-volume", projected: { sources } }] } },
    },
  };
}

const path = "/etc/flyte/config/*.yaml";
const admin = part("flyteadmin", ["flyteadmin", "--config", path, "serve"], "flyte-admin-base-config");
const propeller = part(
  "flytepropeller",
  ["flytepropeller", "--config", path],
  "flyte-propeller-config",
  "storage-secret",
);
const webhook = part("flytepropeller", ["flytepropeller", "webhook", "--config", path], "webhook-config");

describe("the config that Flyte's own Deployment mounts", () => {
  test("is that of propeller, whatever else there is", () => {
    expect(mountedConfig([admin, webhook, propeller])).toEqual({
      deployment: "flytepropeller",
      configMaps: [{ name: "flyte-propeller-config" }],
      secrets: ["storage-secret"],
      pattern: "*.yaml",
    });
  });

  test("of flyte-binary is all that its one volume holds, in order", () => {
    const binary: Deployment = {
      metadata: { name: "flyte-binary" },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: "flyte",
                image: "mirror.example/flyte:v2.0.43",
                args: ["start", "--config=/etc/flyte/config.d/*.yaml"],
                volumeMounts: [{ name: "config", mountPath: "/etc/flyte/config.d/" }],
              },
            ],
            volumes: [
              {
                name: "config",
                projected: {
                  sources: [
                    { configMap: { name: "flyte-binary-config" } },
                    { secret: { name: "flyte-binary-config-secret" } },
                    { configMap: { name: "inline", items: [{ key: "a", path: "200.yaml" }] } },
                  ],
                },
              },
            ],
          },
        },
      },
    };
    expect(mountedConfig([binary])).toEqual({
      deployment: "flyte-binary",
      configMaps: [{ name: "flyte-binary-config" }, { name: "inline", items: [{ key: "a", path: "200.yaml" }] }],
      secrets: ["flyte-binary-config-secret"],
      pattern: "*.yaml",
    });
  });

  test("is none where no part of Flyte that makes Pods is among the Deployments", () => {
    expect(mountedConfig([admin, part("web", ["serve", "--config", path], "web-config")])).toBeUndefined();
  });
});

test("the keys of a ConfigMap are files by the names under which they are mounted, if Flyte's pattern fits them", () => {
  const data = { "b.yaml": "b", "a.yaml": "a", "notes.txt": "n" };
  expect([...configFilesOf(data, {})]).toEqual([
    ["b.yaml", { key: "b.yaml", text: "b" }],
    ["a.yaml", { key: "a.yaml", text: "a" }],
  ]);
  expect([...configFilesOf(data, { items: [{ key: "notes.txt", path: "9.yaml" }] })]).toEqual([
    ["9.yaml", { key: "notes.txt", text: "n" }],
  ]);
});
