import { type FlyteConfig, readFlyteConfig, valueOrThrow } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { parseConfigFile } from "./parse-config-file.ts";

function readMeant(...texts: readonly string[]): ReturnType<typeof readFlyteConfig> {
  const files = texts.map((text, index) => valueOrThrow(parseConfigFile(text, `${index}.yaml`)));
  return readFlyteConfig({ files }, "podwright");
}

function platform(...sections: readonly string[]): FlyteConfig["config"] {
  const texts = sections.map((yaml) => `plugins:\n  k8s:\n${yaml.replaceAll(/^/gm, "    ")}\n`);
  return valueOrThrow(readMeant(...texts)).config;
}

const safeToEvict = { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" };

describe("a config in podwright's semantics", () => {
  test("keeps the case of keys, and texts as they are written", () => {
    const config = platform("default-env-vars: { MY_VAR: 1.10, Flag: true, On: on, Day: 2024-01-02, Octal: 017 }");
    expect(config["default-env-vars"]).toEqual({
      MY_VAR: "1.10",
      Flag: "true",
      On: "on",
      Day: "2024-01-02",
      Octal: "017",
    });
  });

  test("lays maps over the defaults and over each other, whichever form they have", () => {
    const config = platform("default-annotations: { A: a, b: b }", "default-annotations:\n  - b: B\n  - a.b/C: c");
    expect(config["default-annotations"]).toEqual({ ...safeToEvict, A: "a", b: "B", "a.b/C": "c" });
  });

  test("takes a key away where it holds null, and all of them for an empty list", () => {
    const nulled = platform("default-annotations: { cluster-autoscaler.kubernetes.io/safe-to-evict: null, a: b }");
    expect(nulled["default-annotations"]).toEqual({ a: "b" });
    expect(platform("default-annotations: []")["default-annotations"]).toEqual({});
  });

  test("gives defaults back for null", () => {
    const config = platform(
      "default-memory: 3Gi\nco-pilot: { image: a, cpu: 1 }",
      "default-memory: null\nco-pilot: { image: null }",
    );
    expect(config).toMatchObject({
      "default-memory": "1Gi",
      "co-pilot": { image: "cr.flyte.org/flyteorg/flyte-binary-v2:latest", cpu: "1" },
    });
  });

  test("follows paths with dots", () => {
    const config = valueOrThrow(
      readMeant(
        "plugins.k8s.scheduler-name: volcano\nplugins:\n  k8s:\n    co-pilot.image: acme/copilot:1.0\n    default-labels.a.b/c: d\n",
      ),
    ).config;
    expect(config).toMatchObject({
      "scheduler-name": "volcano",
      "co-pilot": { image: "acme/copilot:1.0" },
      "default-labels": { "a.b/c": "d" },
    });
  });

  test("merges classes of accelerators by their names and fields", () => {
    const classes = platform("accelerator-device-classes: { google_tpu: { device-node-label: tpu } }")[
      "accelerator-device-classes"
    ];
    expect(Object.keys(classes)).toEqual(["AMAZON_NEURON", "AMD_GPU", "GOOGLE_TPU", "HABANA_GAUDI", "NVIDIA_GPU"]);
    expect(classes.GOOGLE_TPU).toEqual({
      "resource-name": "google.com/tpu",
      "device-node-label": "tpu",
      "partition-size-node-label": "cloud.google.com/gke-tpu-topology",
    });
  });

  test("reads a PodTemplate's fields where Kubernetes has them, explicit zero values included", () => {
    const classes = platform(`accelerator-device-classes:
  NVIDIA_GPU:
    pod-template:
      template:
        metadata: { labels: { Team: ML } }
        spec:
          hostNetwork: false
          volumes: [{ name: shm, emptyDir: { medium: Memory } }, { name: old, volumeSource: { emptyDir: {} } }]
          containers:
            - name: primary
              env: [{ name: A, value: 1 }, { name: B, valueFrom: { secretKeyRef: { name: s, key: k } } }]
              livenessProbe: { httpGet: { port: 80 }, periodSeconds: 5 }`)["accelerator-device-classes"];
    expect(classes.NVIDIA_GPU?.["pod-template"]).toEqual({
      template: {
        metadata: { labels: { Team: "ML" } },
        spec: {
          hostNetwork: false,
          volumes: [
            { name: "shm", emptyDir: { medium: "Memory" } },
            { name: "old", emptyDir: {} },
          ],
          containers: [
            {
              name: "primary",
              env: [
                { name: "A", value: "1" },
                { name: "B", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
              ],
              livenessProbe: { httpGet: { port: 80 }, periodSeconds: 5 },
            },
          ],
        },
      },
    });
  });

  test("takes Flyte 1's connection for settings of the store", () => {
    const { storage } = valueOrThrow(
      readMeant("storage: { container: b, connection: { endpoint: http://minio:9000, disable-ssl: true } }"),
    );
    expect(storage).toEqual({
      type: "stow",
      container: "b",
      "enable-multicontainer": false,
      stow: { kind: "s3", config: { region: "us-east-1", endpoint: "http://minio:9000", disable_ssl: "true" } },
    });
  });

  test("takes yes for true, and one value for a list of it", () => {
    const config = platform("inject-finalizer: yes\ndefault-env-from-secrets: a, b\ndefault-tolerations: { key: a }");
    expect(config).toMatchObject({
      "inject-finalizer": true,
      "default-env-from-secrets": ["a", "b"],
      "default-tolerations": [{ key: "a" }],
    });
  });

  test("refuses what cannot be meant, all of it at once", () => {
    const read = readMeant(
      "plugins:\n  k8s:\n    pod-pending-timeout: 90\n    default-labels: a\n    inject-finalizer: maybe\n",
    );
    expect(read.ok ? [] : read.problems.map(({ what, where }) => [what, where])).toEqual([
      [
        "plugins.k8s.pod-pending-timeout must be a duration with its unit, such as 90s or 1h30m, not 90",
        "0.yaml:3:5, plugins.k8s.pod-pending-timeout",
      ],
      [
        "plugins.k8s.default-labels must be a map, or a list of maps with one key each, not text",
        "0.yaml:4:5, plugins.k8s.default-labels",
      ],
      ['plugins.k8s.inject-finalizer must be true or false, not "maybe"', "0.yaml:5:5, plugins.k8s.inject-finalizer"],
    ]);
  });

  test("takes variables and flags under Flyte's names, the flags first", () => {
    const environment = { "PLUGINS.K8S.CO_PILOT.IMAGE": "a", "PLUGINS.K8S.SCHEDULER-NAME": "b" };
    const args = ["--plugins.k8s.scheduler-name=c", "--storage.container", "d"];
    const read = valueOrThrow(readFlyteConfig({ files: [], environment, args }, "podwright"));
    expect(read).toMatchObject({
      config: { "co-pilot": { image: "a" }, "scheduler-name": "c" },
      storage: { container: "d" },
    });
  });
});
