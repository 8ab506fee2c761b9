import { describe, expect, test } from "vitest";
import { findingsOf, type RuleCase, reportOf, wanted } from "../../../../../test/support/boundary-findings.ts";
import { semanticsNames } from "../../compose/semantics-names.ts";

const image = "registry.example.com/image:1";
const secretVolume = { name: "keys", secret: { secretName: "store-keys" } };
const mount = { name: "keys", mountPath: "/keys", readOnly: true };
const variable = { name: "KEY", valueFrom: { secretKeyRef: { name: "store-keys", key: "key" } } };
const defaultInit = (more: object) => ({ initContainers: [{ name: "default-init", image, ...more }] });
const main = (more: object) => ({ containers: [{ name: "main", image, ...more }] });
/** A pod task that the copilot serves, with nothing of its own. */
const plain = { copilot: true, pod: main({}) };

const findings: readonly RuleCase[] = [
  {
    name: "the task mounts the volume of a Secret that is for the init containers",
    template: { volumes: [secretVolume], ...defaultInit({ volumeMounts: [mount] }) },
    copilot: true,
    pod: main({ volumeMounts: [mount] }),
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "… through subPath, which is one key of it",
    template: { volumes: [secretVolume], ...defaultInit({ volumeMounts: [mount] }) },
    copilot: true,
    pod: main({ volumeMounts: [{ ...mount, subPath: "key" }] }),
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task has a volume of its own of the same Secret",
    template: { volumes: [secretVolume], ...defaultInit({ volumeMounts: [mount] }) },
    copilot: true,
    pod: {
      volumes: [{ name: "mine", secret: { secretName: "store-keys", items: [{ key: "other", path: "o" }] } }],
      ...main({ volumeMounts: [{ name: "mine", mountPath: "/m" }] }),
    },
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task projects the same Secret",
    template: { volumes: [secretVolume], ...defaultInit({ volumeMounts: [mount] }) },
    copilot: true,
    pod: {
      volumes: [{ name: "mine", projected: { sources: [{ secret: { name: "store-keys" } }] } }],
      ...main({ volumeMounts: [{ name: "mine", mountPath: "/m" }] }),
    },
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task reads in a variable what init containers read in theirs",
    template: defaultInit({ env: [variable] }),
    copilot: true,
    pod: main({ env: [{ ...variable, name: "MINE" }] }),
    want: ["error main containers[0].env[0].valueFrom"],
    wantOfPodwright: ["error main containers[0].env[13].valueFrom"],
  },
  {
    name: "the task reads by envFrom what init containers mount",
    template: { volumes: [secretVolume], ...defaultInit({ volumeMounts: [mount] }) },
    copilot: true,
    pod: main({ envFrom: [{ secretRef: { name: "store-keys" } }] }),
    want: ["error main containers[0].envFrom[0]"],
  },
  {
    name: "a side container of the task reads what `primary` gives the primary one alone",
    template: { containers: [{ name: "primary", image, env: [variable] }] },
    pod: {
      containers: [
        { name: "main", image },
        { name: "side", image, env: [variable] },
      ],
    },
    want: ["error side containers[1].env[0].valueFrom"],
    wantOfPodwright: ["error side containers[1].env[13].valueFrom"],
  },
  {
    name: "the task mounts a volume that the template offers to nobody",
    template: { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "models" } }] },
    pod: main({ volumeMounts: [{ name: "data", mountPath: "/data" }] }),
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task claims the same PersistentVolumeClaim under another name",
    template: {
      volumes: [{ name: "cache", persistentVolumeClaim: { claimName: "models" } }],
      ...defaultInit({ volumeMounts: [{ name: "cache", mountPath: "/cache", readOnly: true }] }),
    },
    copilot: true,
    pod: {
      volumes: [{ name: "mine", persistentVolumeClaim: { claimName: "models" } }],
      ...main({ volumeMounts: [{ name: "mine", mountPath: "/m", readOnly: true }] }),
    },
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task takes the template's claim as a block device",
    template: { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "raw" } }] },
    pod: main({ volumeDevices: [{ name: "data", devicePath: "/dev/data" }] }),
    want: ["error main containers[0].volumeDevices[0]"],
  },
  {
    name: "the task mounts a hostPath that holds the template's",
    template: {
      volumes: [{ name: "node", hostPath: { path: "/etc/creds/store" } }],
      ...defaultInit({ volumeMounts: [{ name: "node", mountPath: "/creds", readOnly: true }] }),
    },
    copilot: true,
    pod: {
      volumes: [{ name: "mine", hostPath: { path: "/etc//creds/" } }],
      ...main({ volumeMounts: [{ name: "mine", mountPath: "/m", readOnly: true }] }),
    },
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task asks for a token of the audience that init containers have one for",
    template: {
      volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken: { audience: "vault", path: "t" } }] } }],
      ...defaultInit({ volumeMounts: [{ name: "token", mountPath: "/token" }] }),
    },
    copilot: true,
    pod: {
      volumes: [{ name: "mine", projected: { sources: [{ serviceAccountToken: { audience: "vault", path: "t" } }] } }],
      ...main({ volumeMounts: [{ name: "mine", mountPath: "/m" }] }),
    },
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task mounts what a vault's driver brings for init containers",
    template: {
      volumes: [
        {
          name: "vault",
          csi: { driver: "secrets-store.csi.k8s.io", volumeAttributes: { secretProviderClass: "store" } },
        },
      ],
      ...defaultInit({ volumeMounts: [{ name: "vault", mountPath: "/vault", readOnly: true }] }),
    },
    copilot: true,
    pod: main({ volumeMounts: [{ name: "vault", mountPath: "/v", readOnly: true }] }),
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task mounts the same share of the network in other words",
    template: {
      volumes: [{ name: "share", nfs: { server: "files", path: "/creds", readOnly: true } }],
      ...defaultInit({ volumeMounts: [{ name: "share", mountPath: "/creds", readOnly: true }] }),
    },
    copilot: true,
    pod: {
      volumes: [{ name: "mine", nfs: { path: "/creds", server: "files" } }],
      ...main({ volumeMounts: [{ name: "mine", mountPath: "/m" }] }),
    },
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "the task mounts the Secret with the copilot's storage config",
    config: { "co-pilot": { "storage-config-secret-name": "copilot-storage" } },
    copilot: true,
    pod: main({ volumeMounts: [{ name: "flyte-copilot-storage-config", mountPath: "/m" }] }),
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "default-init gives a Secret to an init container of the task",
    template: defaultInit({ env: [variable] }),
    copilot: true,
    pod: { initContainers: [{ name: "mine", image }], ...main({}) },
    want: ["error mine initContainers[1].env[0].valueFrom"],
  },
  {
    name: "… although that one asks for it in the very same words",
    template: defaultInit({ env: [variable] }),
    copilot: true,
    pod: { initContainers: [{ name: "mine", image, env: [variable] }], ...main({}) },
    want: ["error mine initContainers[1].env[0].valueFrom"],
  },
  {
    name: "default-init gives a token to an init container of the task",
    template: {
      volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken: { audience: "vault", path: "t" } }] } }],
      ...defaultInit({ volumeMounts: [{ name: "token", mountPath: "/token" }] }),
    },
    copilot: true,
    pod: { initContainers: [{ name: "mine", image }], ...main({}) },
    want: ["error mine initContainers[1].volumeMounts[0]"],
  },
  {
    name: "the task itself says that default-init is meant for all",
    taskAnnotations: { "podwright.dev/init-scope": "all" },
    template: defaultInit({ env: [variable] }),
    copilot: true,
    pod: { initContainers: [{ name: "mine", image }], ...main({}) },
    want: ["error mine initContainers[1].env[0].valueFrom"],
  },
];

const nonFindings: readonly RuleCase[] = [
  { name: "a Secret for the init containers alone", template: defaultInit({ env: [variable] }), ...plain, want: [] },
  {
    name: "a Secret that both `default` and `default-init` give, in whatever form",
    template: {
      volumes: [secretVolume],
      containers: [{ name: "default", image, volumeMounts: [mount] }],
      ...defaultInit({ env: [variable] }),
    },
    copilot: true,
    pod: { initContainers: [{ name: "mine", image }], ...main({ env: [variable] }) },
    want: [],
  },
  {
    name: "a Secret that an entry of its own name gives an init container of the task",
    template: { initContainers: [{ name: "mine", image, env: [variable] }] },
    pod: { initContainers: [{ name: "mine", image }], ...main({}) },
    want: [],
  },
  {
    name: "a Secret that the template means for all init containers",
    annotations: { "podwright.dev/init-scope": "all" },
    template: defaultInit({ env: [variable] }),
    copilot: true,
    pod: { initContainers: [{ name: "mine", image }], ...main({}) },
    want: [],
  },
  {
    name: "a ConfigMap of the init containers that the task reads too is a note",
    template: defaultInit({ envFrom: [{ configMapRef: { name: "settings" } }] }),
    copilot: true,
    pod: main({ envFrom: [{ configMapRef: { name: "settings" } }] }),
    want: ["note main containers[0].envFrom[0]"],
  },
  {
    name: "default-init gives a ConfigMap to an init container of the task",
    template: defaultInit({ envFrom: [{ configMapRef: { name: "settings" } }] }),
    copilot: true,
    pod: { initContainers: [{ name: "mine", image }], ...main({}) },
    want: [],
  },
  {
    name: "Secrets and ConfigMaps of default-env-from-*",
    config: { "default-env-from-secrets": ["store-keys"], "default-env-from-configmaps": ["settings"] },
    template: defaultInit({ env: [variable] }),
    copilot: true,
    pod: { initContainers: [{ name: "mine", image }], ...main({ env: [variable] }) },
    want: [],
  },
  {
    name: "a Secret of the task's own that the platform does not bring",
    template: defaultInit({ env: [variable] }),
    copilot: true,
    pod: main({ envFrom: [{ secretRef: { name: "mine" } }] }),
    want: [],
  },
  {
    name: "the service account's token, automounted or asked for",
    template: {
      automountServiceAccountToken: false,
      volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken: { path: "t" } }] } }],
      ...defaultInit({ volumeMounts: [{ name: "token", mountPath: "/token" }] }),
    },
    copilot: true,
    pod: {
      volumes: [{ name: "mine", projected: { sources: [{ serviceAccountToken: { path: "t" } }] } }],
      ...main({ volumeMounts: [{ name: "mine", mountPath: "/m" }] }),
    },
    want: [],
  },
  {
    name: "a Secret that `default` gives and the task asks for in the very same words",
    template: { ...defaultInit({ env: [variable] }), containers: [{ name: "default", image, env: [variable] }] },
    copilot: true,
    pod: main({ env: [variable] }),
    want: [],
  },
  {
    name: "an emptyDir and a volume claimed for the Pod alone begin empty",
    template: {
      volumes: [
        { name: "scratch", emptyDir: {} },
        { name: "disk", ephemeral: {} },
      ],
    },
    pod: main({
      volumeMounts: [
        { name: "scratch", mountPath: "/s" },
        { name: "disk", mountPath: "/d" },
      ],
    }),
    want: [],
  },
  {
    name: "a hostPath of the task beside the template's, not in it",
    template: {
      volumes: [{ name: "node", hostPath: { path: "/etc/creds" } }],
      ...defaultInit({ volumeMounts: [{ name: "node", mountPath: "/creds", readOnly: true }] }),
    },
    copilot: true,
    pod: {
      volumes: [{ name: "mine", hostPath: { path: "/etc/creds-of-mine" } }],
      ...main({ volumeMounts: [{ name: "mine", mountPath: "/m" }] }),
    },
    want: [],
  },
];

describe.each(semanticsNames)("B2 by the rules of %s", (semantics) => {
  test.each(findings)("finds: $name", (row) =>
    expect(findingsOf(row, "B2", semantics)).toEqual(wanted(row, semantics)),
  );
  test.each(nonFindings)("passes: $name", (row) =>
    expect(findingsOf(row, "B2", semantics)).toEqual(wanted(row, semantics)),
  );

  test("says who reads what, how, and whom it was for", () => {
    const [row] = findings;
    const [found] = reportOf(row ?? {}, semantics).findings;
    expect(found).toMatchObject({
      code: "BOUNDARY_REACH",
      container: "main",
      volume: "keys",
      what:
        "container main reads Secret store-keys through its mount of volume keys at /keys; the platform brings it, and gives it to " +
        "flyte-copilot-uploader, flyte-copilot-downloader",
      where: "the task, k8sPod.podSpec.containers[0].volumeMounts[0]",
      fix:
        "take it out of the task; or, if main is meant to read it, give it to main in the template (containers: default, primary or " +
        "main)",
    });
  });
});

describe("B2 by the rules of podwright alone", () => {
  const fetch = { initContainers: [{ name: "fetch", image, env: [variable] }] };

  test("finds: the task reads what an init container of the template reads", () => {
    expect(findingsOf({ template: fetch, pod: main({ env: [variable] }) }, "B2", "podwright")).toEqual([
      "error main containers[0].env[13].valueFrom",
    ]);
  });

  test("passes: an init container that only the template has, with its Secret", () => {
    expect(findingsOf({ template: fetch, pod: main({}) }, "B2", "podwright")).toEqual([]);
  });

  test("passes: a Secret for the init container that the template names as the primary one", () => {
    const boundaryCase = {
      annotations: { "podwright.dev/primary-init": "mine" },
      template: { initContainers: [{ name: "primary-init", image, env: [variable] }] },
      pod: { initContainers: [{ name: "mine", image }], ...main({}) },
    };
    expect(findingsOf(boundaryCase, "B2", "podwright")).toEqual([]);
    expect(reportOf(boundaryCase, "podwright").composition.pod.spec?.initContainers?.[0]?.env).toEqual(
      expect.arrayContaining([variable]),
    );
  });
});
