import { describe, expect, test } from "vitest";
import { platformConfig } from "./read-section.ts";

function configOf(partial: unknown): Record<string, unknown> {
  const result = platformConfig(partial, "flyte-2.0");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { ...result.value };
}

describe("platformConfig", () => {
  test("gives Flyte's defaults for nothing", () => {
    expect(configOf(undefined)).toMatchObject({
      "default-annotations": { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" },
      "default-cpus": "1",
      "default-memory": "1Gi",
      "gpu-resource-name": "nvidia.com/gpu",
      "co-pilot": { name: "flyte-copilot-", timeout: "1h0m0s", cpu: "500m", memory: "128Mi" },
    });
  });

  test.each([
    {
      name: "replaces a default map whole",
      input: { "default-annotations": { a: "1" } },
      want: { "default-annotations": { a: "1" } },
    },
    {
      name: "takes the copilot's fields one by one",
      input: { "co-pilot": { image: "acme/copilot:1", timeout: "90m" } },
      want: { "co-pilot": expect.objectContaining({ image: "acme/copilot:1", timeout: "1h30m0s", memory: "128Mi" }) },
    },
    {
      name: "takes maps in the form of lists",
      input: { "default-env-vars": [{ AWS_RETRIES: 20 }, { Debug: true }] },
      want: { "default-env-vars": { AWS_RETRIES: "20", Debug: "true" } },
    },
    {
      name: "starts a device class from nothing, its name in upper case",
      input: { "accelerator-device-classes": { google_tpu: { "device-node-label": "tpu" } } },
      want: {
        "accelerator-device-classes": {
          GOOGLE_TPU: { "resource-name": "", "device-node-label": "tpu", "partition-size-node-label": "" },
        },
      },
    },
    {
      name: "keeps a variable that is named as a property of every JavaScript object",
      input: JSON.parse('{"default-env-vars":{"__proto__":"a"}}'),
      want: { "default-env-vars": JSON.parse('{"__proto__":"a"}') },
    },
    { name: "makes quantities canonical", input: { "default-memory": "1024Mi" }, want: { "default-memory": "1Gi" } },
    { name: "finds keys in any case", input: { "Scheduler-Name": "volcano" }, want: { "scheduler-name": "volcano" } },
    {
      name: "takes null for not given",
      input: { "default-cpus": null, "co-pilot": null },
      want: { "default-cpus": "1" },
    },
    {
      name: "keeps an empty struct, which is not none",
      input: { "default-affinity": {}, "default-pod-security-context": {} },
      want: { "default-affinity": {}, "default-pod-security-context": {} },
    },
    {
      name: "tells false from not given where Flyte does",
      input: { "enable-host-networking-pod": false },
      want: { "enable-host-networking-pod": false },
    },
  ])("$name", ({ input, want }) => {
    expect(configOf(input)).toMatchObject(want);
  });

  test("says each wrong value with its key", () => {
    const result = platformConfig(
      {
        "default-cpus": "lots",
        "co-pilot": { timeout: "soon" },
        "default-labels": "a",
        "pod-pending-timeout": 90,
        "resource-tolerations": { "nvidia.com/gpu": [{ key: ["a"] }] },
      },
      "flyte-2.0",
      "flyte.yaml",
    );
    expect(result.ok ? [] : result.problems.map(({ code, what, where }) => [code, what, where])).toEqual([
      [
        "CONFIG_INVALID",
        'plugins.k8s.default-cpus must be a quantity such as 500m or 2Gi, not "lots"',
        "flyte.yaml, plugins.k8s.default-cpus",
      ],
      [
        "CONFIG_INVALID",
        'plugins.k8s.co-pilot.timeout must be a duration with its unit, such as 90s or 1h30m, not "soon"',
        "flyte.yaml, plugins.k8s.co-pilot.timeout",
      ],
      [
        "CONFIG_INVALID",
        "plugins.k8s.default-labels must be a map, or a list of maps with one key each, not text",
        "flyte.yaml, plugins.k8s.default-labels",
      ],
      [
        "CONFIG_INVALID",
        "plugins.k8s.pod-pending-timeout must be a duration with its unit, such as 90s or 1h30m, not 90",
        "flyte.yaml, plugins.k8s.pod-pending-timeout",
      ],
      [
        "CONFIG_INVALID",
        "plugins.k8s.resource-tolerations.nvidia.com/gpu[0].key must be text, not a list",
        "flyte.yaml, plugins.k8s.resource-tolerations.nvidia.com/gpu[0].key",
      ],
    ]);
  });

  test("warns of a key that Flyte does not know, and says which was meant", () => {
    const result = platformConfig({ "defualt-labels": { a: "b" }, "co-pilot": { images: "x" } }, "flyte-2.0");
    expect(result.ok ? result.warnings.map(({ code, where, fix }) => [code, where, fix]) : []).toEqual([
      ["CONFIG_KEY_UNKNOWN", "plugins.k8s.defualt-labels", "did you mean default-labels?"],
      ["CONFIG_KEY_UNKNOWN", "plugins.k8s.co-pilot.images", "did you mean image?"],
    ]);
  });
});

test("of Flyte 1 has its copilot and none of Flyte 2's keys", () => {
  const result = platformConfig(
    { "accelerator-devices": { A100: "a" }, "co-pilot": { "storage-config-secret-name": "s" } },
    "flyte-1.16",
  );
  expect(result).toMatchObject({
    ok: true,
    value: {
      "accelerator-devices": {},
      "accelerator-device-classes": {},
      "co-pilot": { image: "cr.flyte.org/flyteorg/flytecopilot:v0.0.15", "storage-config-secret-name": "" },
    },
    warnings: [
      { code: "CONFIG_KEY_UNKNOWN", where: "plugins.k8s.accelerator-devices" },
      { code: "CONFIG_KEY_UNKNOWN", where: "plugins.k8s.co-pilot.storage-config-secret-name" },
    ],
  });
});
