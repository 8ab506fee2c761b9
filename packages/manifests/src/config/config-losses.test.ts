import { type ConfigRules, type Problem, readFlyteConfig, valueOrThrow } from "@podwright/core";
import { describe, expect, test } from "vitest";
import { parseConfigFile } from "./parse-config-file.ts";

function warningsOf(
  texts: readonly string[],
  rules: ConfigRules,
  environment: Readonly<Record<string, string>> = {},
): readonly Problem[] {
  const files = texts.map((text, index) => valueOrThrow(parseConfigFile(text, `${index}.yaml`)));
  const read = readFlyteConfig({ files, environment }, rules);
  return read.ok ? read.warnings : read.problems;
}

function k8s(yaml: string): string {
  return `plugins:\n  k8s:\n${yaml.replaceAll(/^/gm, "    ")}\n`;
}

type Told = readonly [code: string, where: string, what: string];

interface Loss {
  readonly name: string;
  readonly files: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly "flyte-1.16": readonly Told[];
  readonly "flyte-2.0": readonly Told[];
}

const both = (...told: readonly Told[]): Pick<Loss, "flyte-1.16" | "flyte-2.0"> => ({
  "flyte-1.16": told.map(([code, where, what]) => [code, where, what.replaceAll("FLYTE", "Flyte 1.16")] as const),
  "flyte-2.0": told.map(([code, where, what]) => [code, where, what.replaceAll("FLYTE", "Flyte 2.0")] as const),
});

const losses: readonly Loss[] = [
  {
    name: "a label's key in lower case",
    files: [k8s("default-labels:\n  MyLabel: a\n  team: b")],
    ...both([
      "CONFIG_CASE_LOST",
      "0.yaml:4:7, plugins.k8s.default-labels.MyLabel",
      "FLYTE reads the key MyLabel as mylabel",
    ]),
  },
  {
    name: "several labels' keys in lower case, which is one warning",
    files: [k8s("default-labels:\n  MyLabel: a\n  team: b\n  Owner: c")],
    ...both([
      "CONFIG_CASE_LOST",
      "0.yaml:3:5, plugins.k8s.default-labels",
      "FLYTE reads 2 keys of this map in lower case: MyLabel as mylabel (line 4), Owner as owner (line 6)",
    ]),
  },
  { name: "nothing of a list", files: [k8s("default-labels:\n  - MyLabel: a\n  - team: b")], ...both() },
  {
    name: "a key with dots that comes twice",
    files: [k8s("default-node-selector: { Example.com/Pool: a }")],
    "flyte-1.16": [
      [
        "CONFIG_CASE_LOST",
        "0.yaml:3:30, plugins.k8s.default-node-selector.Example.com/Pool",
        "Flyte 1.16 reads the key Example.com/Pool twice, as it is and as example.com/pool",
      ],
    ],
    "flyte-2.0": [],
  },
  {
    name: "keys with dots that come twice, beside one in lower case",
    files: [k8s("default-node-selector: { Example.com/Pool: a, Example.com/Zone: b, Team: c }")],
    "flyte-1.16": [
      [
        "CONFIG_CASE_LOST",
        "0.yaml:3:72, plugins.k8s.default-node-selector.Team",
        "Flyte 1.16 reads the key Team as team",
      ],
      [
        "CONFIG_CASE_LOST",
        "0.yaml:3:5, plugins.k8s.default-node-selector",
        "Flyte 1.16 reads 2 keys of this map twice, as they are and in lower case: Example.com/Pool (line 3), Example.com/Zone (line 3)",
      ],
    ],
    "flyte-2.0": [
      [
        "CONFIG_CASE_LOST",
        "0.yaml:3:72, plugins.k8s.default-node-selector.Team",
        "Flyte 2.0 reads the key Team as team",
      ],
    ],
  },
  {
    name: "keys with dots beside one that is no text",
    files: [k8s("default-labels:\n  1: a\n  a.B/c: d")],
    ...both(
      [
        "CONFIG_CASE_LOST",
        "0.yaml:4:7, plugins.k8s.default-labels.1",
        "the key 1 is no text, and so FLYTE does not keep the map's keys with dots as they are",
      ],
      ["CONFIG_CASE_LOST", "0.yaml:5:7, plugins.k8s.default-labels.a.B/c", "FLYTE reads the key a.B/c as a.b/c"],
    ),
  },
  {
    name: "a default annotation",
    files: [k8s("default-annotations: { a: b }")],
    ...both([
      "CONFIG_DEFAULTS_REPLACED",
      "0.yaml:3:5, plugins.k8s.default-annotations",
      "FLYTE puts this map in the place of its default one, and so loses cluster-autoscaler.kubernetes.io/safe-to-evict",
    ]),
  },
  {
    name: "null among default entries, and they stay",
    files: [k8s("default-annotations: { a: null, b.c/d: null }\naccelerator-device-classes: { GOOGLE_TPU: {} }")],
    "flyte-1.16": [
      ["CONFIG_KEY_UNKNOWN", "0.yaml:4:5, plugins.k8s.accelerator-device-classes", expect.anything()],
      ["CONFIG_NULL_DROPPED", "0.yaml:3:28, plugins.k8s.default-annotations.a", "Flyte 1.16 passes over null"],
      ["CONFIG_NULL_DROPPED", "0.yaml:3:37, plugins.k8s.default-annotations.b.c/d", "Flyte 1.16 passes over null"],
    ],
    "flyte-2.0": [
      ["CONFIG_NULL_DROPPED", "0.yaml:3:28, plugins.k8s.default-annotations.a", "Flyte 2.0 passes over null"],
      ["CONFIG_NULL_DROPPED", "0.yaml:3:37, plugins.k8s.default-annotations.b.c/d", "Flyte 2.0 passes over null"],
    ],
  },
  {
    name: "a store's default settings to an empty map",
    files: ["storage: { stow: { config: {} } }\n"],
    "flyte-1.16": [],
    "flyte-2.0": [
      [
        "CONFIG_DEFAULTS_REPLACED",
        "0.yaml:1:20, storage.stow.config",
        "Flyte 2.0 puts this map in the place of its default one, and so loses region",
      ],
    ],
  },
  { name: "nothing of an empty list", files: ["storage: { stow: { config: [] } }\n"], ...both() },
  {
    name: "a null with dots, where another entry is given",
    files: [k8s("default-annotations: { cluster-autoscaler.kubernetes.io/safe-to-evict: null, b: c }")],
    ...both([
      "CONFIG_NULL_DROPPED",
      "0.yaml:3:28, plugins.k8s.default-annotations.cluster-autoscaler.kubernetes.io/safe-to-evict",
      "FLYTE reads null as the empty text here",
    ]),
  },
  {
    name: "classes of accelerators and their defaults",
    files: [k8s("accelerator-device-classes:\n  google_tpu: { device-node-label: tpu }")],
    "flyte-1.16": [
      [
        "CONFIG_KEY_UNKNOWN",
        "0.yaml:3:5, plugins.k8s.accelerator-device-classes",
        "Flyte 1.16 does not know the key accelerator-device-classes in plugins.k8s and passes over it",
      ],
    ],
    "flyte-2.0": [
      [
        "CONFIG_DEFAULTS_REPLACED",
        "0.yaml:3:5, plugins.k8s.accelerator-device-classes",
        "Flyte 2.0 puts this map in the place of its default one, and so loses AMAZON_NEURON, AMD_GPU, HABANA_GAUDI, NVIDIA_GPU",
      ],
      [
        "CONFIG_DEFAULTS_REPLACED",
        "0.yaml:4:7, plugins.k8s.accelerator-device-classes.google_tpu",
        "Flyte 2.0 starts the class google_tpu from nothing, and so it loses its default resource-name, partition-size-node-label",
      ],
    ],
  },
  {
    name: "the unit of a duration",
    files: [k8s("pod-pending-timeout: 90")],
    ...both([
      "CONFIG_DURATION_BARE",
      "0.yaml:3:5, plugins.k8s.pod-pending-timeout",
      "FLYTE counts the number 90 in nanoseconds",
    ]),
  },
  { name: "nothing of a duration that is zero", files: [k8s("pod-pending-timeout: 0")], ...both() },
  {
    name: "fields that Go embeds",
    files: [
      k8s(`accelerator-device-classes:
  - NVIDIA_GPU:
      resource-name: nvidia.com/gpu
      pod-template:
        apiVersion: v1
        template:
          spec:
            volumes:
              - { name: shm, emptyDir: { medium: Memory } }
  - { AMD_GPU: { resource-name: a }, AMAZON_NEURON: { resource-name: a }, HABANA_GAUDI: { resource-name: a } }
  - GOOGLE_TPU: { resource-name: a, device-node-label: b, partition-size-node-label: c }`),
    ],
    "flyte-1.16": [
      [
        "CONFIG_KEY_UNKNOWN",
        "0.yaml:3:5, plugins.k8s.accelerator-device-classes",
        "Flyte 1.16 does not know the key accelerator-device-classes in plugins.k8s and passes over it",
      ],
    ],
    "flyte-2.0": [
      [
        "CONFIG_FIELD_UNREACHABLE",
        "0.yaml:11:34, plugins.k8s.accelerator-device-classes.NVIDIA_GPU.pod-template.template.spec.volumes[0].emptyDir",
        "Flyte 2.0 drops emptyDir: its decoder does not reach the fields that Go embeds",
      ],
    ],
  },
  {
    name: "a misspelt key",
    files: [k8s("defualt-labels: { a: b }")],
    ...both([
      "CONFIG_KEY_UNKNOWN",
      "0.yaml:3:5, plugins.k8s.defualt-labels",
      "FLYTE does not know the key defualt-labels in plugins.k8s and passes over it",
    ]),
  },
  {
    name: "a misspelt section, and of other sections nothing",
    files: ["plugin: { k8s: {} }\nlogger: { level: 4 }\nmine: { a: b }\n"],
    ...both(["CONFIG_SECTION_UNKNOWN", "0.yaml:1:1, plugin", "Flyte has no section plugin and passes over it"]),
  },
  {
    name: "Flyte 1's connection",
    files: ["storage:\n  connection: { region: eu-1 }\n"],
    "flyte-1.16": [],
    "flyte-2.0": [
      [
        "CONFIG_KEY_UNKNOWN",
        "0.yaml:2:3, storage.connection",
        "Flyte 2.0 passes over storage.connection, which was Flyte 1's",
      ],
    ],
  },
  {
    name: "a path as a key",
    files: ["plugins.k8s.scheduler-name: volcano\n"],
    ...both([
      "CONFIG_KEY_DOTTED",
      "0.yaml:1:1, plugins.k8s.scheduler-name",
      "the path plugins.k8s.scheduler-name does nothing: FLYTE takes it for one key, and drops what stands nested at the same path",
    ]),
  },
  {
    name: "one of two keys",
    files: [k8s("scheduler-name: a\nScheduler-Name: b")],
    ...both([
      "CONFIG_KEY_REPEATED",
      "0.yaml:4:5, plugins.k8s.Scheduler-Name",
      "FLYTE takes scheduler-name and Scheduler-Name for one key, and one of the two values is lost",
    ]),
  },
  {
    name: "null over a default, in a map, and none where nothing was",
    files: [k8s("default-memory: null\nscheduler-name: null\ndefault-labels: { a: null }")],
    ...both(
      ["CONFIG_NULL_DROPPED", "0.yaml:3:5, plugins.k8s.default-memory", "FLYTE passes over null: the default stays"],
      ["CONFIG_NULL_DROPPED", "0.yaml:5:23, plugins.k8s.default-labels.a", "FLYTE reads null as the empty text here"],
    ),
  },
  {
    name: "the form of a text",
    files: [k8s('default-env-vars: [{ A: 1.10 }, { B: yes }, { C: true }, { D: "1.10" }]')],
    ...both(
      ["CONFIG_VALUE_REWRITTEN", "0.yaml:3:26, plugins.k8s.default-env-vars.A", 'FLYTE reads 1.10 as the text "1.1"'],
      ["CONFIG_VALUE_REWRITTEN", "0.yaml:3:51, plugins.k8s.default-env-vars.C", 'FLYTE reads true as the text "1"'],
    ),
  },
  {
    name: "what may be a secret, without its value",
    files: [
      `${k8s("default-env-vars: [{ DB_PASSWORD: 0042 }]")}storage: { stow: { kind: s3, config: { region: a, secret_key: 0042 } } }\n`,
    ],
    ...both(
      [
        "CONFIG_VALUE_REWRITTEN",
        "0.yaml:3:26, plugins.k8s.default-env-vars.DB_PASSWORD",
        "FLYTE reads this value as another text",
      ],
      [
        "CONFIG_VALUE_REWRITTEN",
        "0.yaml:4:51, storage.stow.config.secret_key",
        "FLYTE reads this value as another text",
      ],
    ),
  },
  {
    name: "a second document",
    files: [`${k8s("scheduler-name: a")}---\n${k8s("scheduler-name: b")}`],
    ...both([
      "CONFIG_DOCUMENT_UNREAD",
      "0.yaml",
      "the file has a second document, and Flyte reads the first one alone",
    ]),
  },
  {
    name: "a list to a list, and a list to a map",
    files: [
      k8s("default-env-vars: [{ A: a }]\ndefault-labels: { a: b }"),
      k8s("default-env-vars: [{ B: b }]\ndefault-labels: [{ C: d }]"),
    ],
    ...both(
      [
        "CONFIG_FILES_CLASH",
        "1.yaml:3:5, plugins.k8s.default-env-vars",
        "FLYTE puts this in the place of the list in 0.yaml: what stands there is lost",
      ],
      [
        "CONFIG_FILES_CLASH",
        "1.yaml:4:5, plugins.k8s.default-labels",
        "FLYTE passes over a list here, because 0.yaml has a map",
      ],
    ),
  },
  {
    name: "variables under other names",
    files: [],
    environment: { PLUGINS_K8S_SCHEDULER_NAME: "a", "PLUGINS.K8S.DEFAULT_LABELS.A": "b", STORAGE_KIND: "c", HOME: "/" },
    ...both(
      [
        "CONFIG_VARIABLE_UNUSED",
        "the environment, PLUGINS_K8S_SCHEDULER_NAME",
        "the variable PLUGINS_K8S_SCHEDULER_NAME sets nothing in FLYTE",
      ],
      [
        "CONFIG_VARIABLE_UNUSED",
        "the environment, PLUGINS.K8S.DEFAULT_LABELS.A",
        "the variable PLUGINS.K8S.DEFAULT_LABELS.A sets nothing in FLYTE",
      ],
    ),
  },
  {
    name: "a whole section to a variable",
    files: [],
    environment: { STORAGE: "x" },
    ...both([
      "CONFIG_SECTION_SHADOWED",
      "the environment, STORAGE",
      "the variable STORAGE makes FLYTE pass over all of storage, in every file",
    ]),
  },
];

describe.each(["flyte-1.16", "flyte-2.0"] as const)("%s loses in silence", (version) => {
  test.each(losses)("$name", ({ files, environment, ...want }) => {
    const told = warningsOf(files, version, environment);
    expect(told.map(({ code, where, what }) => [code, where, what])).toEqual(want[version]);
    expect(told.every(({ severity }) => severity === "warning")).toBe(true);
  });
});

test("says how to keep what would be lost", () => {
  const [map, path] = [k8s("default-env-vars: { MY_VAR: a }"), "plugins.k8s.scheduler-name: a\n"];
  expect(warningsOf([map, path], "flyte-2.0").map(({ fix }) => fix)).toEqual([
    "write the map as a list, in which keys keep their case:\ndefault-env-vars:\n  - MY_VAR: …",
    "nest it:\nplugins:\n  k8s:\n    scheduler-name: …",
  ]);
});
