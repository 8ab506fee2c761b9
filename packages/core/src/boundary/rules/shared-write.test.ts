import { describe, expect, test } from "vitest";
import { findingsOf, type RuleCase, reportOf, wanted } from "../../../../../test/support/boundary-findings.ts";
import { semanticsNames } from "../../compose/semantics-names.ts";

const image = "registry.example.com/image:1";
const scratch = { name: "scratch", emptyDir: {} };
const mount = { name: "scratch", mountPath: "/scratch" };
const readOnly = { ...mount, readOnly: true };
const defaultInit = (...volumeMounts: readonly object[]) => ({
  initContainers: [{ name: "default-init", image, volumeMounts }],
});
const byDefault = (...volumeMounts: readonly object[]) => ({ containers: [{ name: "default", image, volumeMounts }] });
const main = (...volumeMounts: readonly object[]) => ({ containers: [{ name: "main", image, volumeMounts }] });

const acrossKinds = [
  { kind: "emptyDir", source: { emptyDir: {} } },
  { kind: "PersistentVolumeClaim", source: { persistentVolumeClaim: { claimName: "c" } } },
  { kind: "ephemeral", source: { ephemeral: { volumeClaimTemplate: { spec: {} } } } },
  { kind: "hostPath", source: { hostPath: { path: "/data" } } },
  { kind: "nfs", source: { nfs: { server: "s", path: "/p" } } },
  { kind: "csi", source: { csi: { driver: "d" } } },
].map(
  ({ kind, source }): RuleCase => ({
    name: `a volume of kind ${kind} that the copilot and the task write to`,
    template: { volumes: [{ name: "scratch", ...source }], ...byDefault(mount), ...defaultInit(mount) },
    want: ["error flyte-copilot-uploader initContainers[0].volumeMounts[0]"],
  }),
);

const findings: readonly RuleCase[] = [
  ...acrossKinds,
  {
    name: "a block device that the copilot and the task have",
    template: {
      volumes: [{ name: "disk", persistentVolumeClaim: { claimName: "raw" } }],
      containers: [{ name: "default", image, volumeDevices: [{ name: "disk", devicePath: "/dev/disk" }] }],
      initContainers: [{ name: "default-init", image, volumeDevices: [{ name: "disk", devicePath: "/dev/disk" }] }],
    },
    want: ["error flyte-copilot-uploader initContainers[0].volumeDevices[0]"],
  },
  {
    name: "a volume that the copilot only reads and the task writes to",
    template: { volumes: [scratch], ...byDefault(mount), ...defaultInit(readOnly) },
    want: ["error flyte-copilot-uploader initContainers[0].volumeMounts[0]"],
  },
  {
    name: "a volume that the copilot writes to and the task only reads is a warning",
    template: { volumes: [scratch], ...byDefault(readOnly), ...defaultInit(mount) },
    want: ["warning flyte-copilot-uploader initContainers[0].volumeMounts[0]"],
  },
  {
    name: "separate folders of one volume (subPath) are still one volume",
    template: {
      volumes: [scratch],
      ...byDefault({ ...mount, subPath: "a" }),
      ...defaultInit({ ...mount, subPath: "b" }),
    },
    want: ["error flyte-copilot-uploader initContainers[0].volumeMounts[0]"],
  },
  {
    name: "a side container of the task mounts the copilot's volume",
    copilot: true,
    pod: {
      containers: [
        { name: "main", image },
        { name: "side", image, volumeMounts: [{ name: "flyte-outputs", mountPath: "/out" }] },
      ],
    },
    want: ["error side containers[1].volumeMounts[0]"],
  },
  {
    name: "default mounts the copilot's volume a second time",
    template: byDefault({ name: "flyte-inputs", mountPath: "/again" }),
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "default-init lets an init container of the task write where the task reads",
    template: { volumes: [scratch], ...byDefault(readOnly), ...defaultInit(mount) },
    pod: { initContainers: [{ name: "mine", image }], ...main() },
    want: ["error mine initContainers[0].volumeMounts[0]"],
  },
  {
    name: "default-init lets the copilot's two containers write to one volume",
    template: { volumes: [scratch], ...defaultInit(mount) },
    want: ["warning flyte-copilot-uploader initContainers[0].volumeMounts[0]"],
  },
  {
    name: "default-init lets one init container write to what outlives the Pod",
    template: {
      volumes: [{ name: "scratch", persistentVolumeClaim: { claimName: "c" } }],
      ...defaultInit(mount),
    },
    pod: { initContainers: [{ name: "mine", image }], ...main() },
    want: ["error mine initContainers[0].volumeMounts[0]"],
  },
];

const nonFindings: readonly RuleCase[] = [
  { name: "the copilot's own volumes with the mounts that Flyte makes", want: [] },
  { name: "… at other paths", dataPaths: { inputPath: "/in", outputPath: "/out" }, want: [] },
  {
    name: "a volume that both only read",
    template: { volumes: [scratch], ...byDefault(readOnly), ...defaultInit(readOnly) },
    want: [],
  },
  ...[
    { kind: "configMap", source: { configMap: { name: "m" } } },
    { kind: "secret", source: { secret: { secretName: "s" } } },
    { kind: "projected", source: { projected: { sources: [] } } },
    { kind: "downwardAPI", source: { downwardAPI: { items: [] } } },
    { kind: "image", source: { image: { reference: image } } },
  ].map(
    ({ kind, source }): RuleCase => ({
      name: `a volume of kind ${kind}, which nobody can write to`,
      template: { volumes: [{ name: "scratch", ...source }], ...byDefault(mount), ...defaultInit(mount) },
      want: [],
    }),
  ),
  {
    name: "a claim that the volume itself makes read-only",
    template: {
      volumes: [{ name: "scratch", persistentVolumeClaim: { claimName: "c", readOnly: true } }],
      ...byDefault(mount),
      ...defaultInit(mount),
    },
    want: [],
  },
  {
    name: "an init container of the task writes for its task",
    pod: { volumes: [scratch], initContainers: [{ name: "mine", image, volumeMounts: [mount] }], ...main(mount) },
    want: [],
  },
  {
    name: "default gives the task's containers a volume in common",
    template: { volumes: [scratch], ...byDefault(mount) },
    pod: {
      containers: [
        { name: "main", image },
        { name: "side", image },
      ],
    },
    want: [],
  },
  {
    name: "an entry of its own name lets an init container of the task write for its task",
    template: {
      volumes: [scratch],
      ...byDefault(mount),
      initContainers: [{ name: "mine", image, volumeMounts: [mount] }],
    },
    pod: { initContainers: [{ name: "mine", image }], ...main() },
    want: [],
  },
  {
    name: "default-init lets one init container write to a volume of its own",
    template: { volumes: [scratch], ...defaultInit(mount) },
    pod: { initContainers: [{ name: "mine", image }], ...main() },
    want: [],
  },
];

describe.each(semanticsNames)("B3 by the rules of %s", (semantics) => {
  test.each(findings)("finds: $name", (row) =>
    expect(findingsOf(row, "B3", semantics)).toEqual(wanted(row, semantics)),
  );
  test.each(nonFindings)("passes: $name", (row) =>
    expect(findingsOf(row, "B3", semantics)).toEqual(wanted(row, semantics)),
  );

  test("says who mounts the volume, and the lines that mend it", () => {
    const template = { volumes: [scratch], ...byDefault(mount), ...defaultInit(mount) };
    expect(reportOf({ template }, semantics).findings.find(({ rule }) => rule === "B3")).toMatchObject({
      code: "BOUNDARY_SHARED_WRITE",
      volume: "scratch",
      what:
        "volume scratch is shared by the platform's flyte-copilot-uploader, flyte-copilot-downloader and the task's main; " +
        "flyte-copilot-uploader, flyte-copilot-downloader, main can write to it",
      where: "podTemplates[0], template.spec.initContainers[0].volumeMounts[0]",
      fix: `mount it read-only where it is only read, or give each side a volume of its own:
volumeMounts:
  - { name: scratch, mountPath: /scratch, readOnly: true }`,
    });
  });
});

describe("B3 by the rules of podwright alone, which keeps init containers of the template", () => {
  const fetch = (...volumeMounts: readonly object[]) => ({ initContainers: [{ name: "fetch", image, volumeMounts }] });
  const rows: readonly RuleCase[] = [
    {
      name: "one that fills a volume which the task only reads is a warning",
      template: { volumes: [scratch], ...fetch(mount), ...byDefault(readOnly) },
      pod: main(),
      want: ["warning fetch initContainers[0].volumeMounts[0]"],
    },
    {
      name: "one that shares a volume which the task writes to is an error",
      template: { volumes: [scratch], ...fetch(readOnly), ...byDefault(mount) },
      pod: main(),
      want: ["error fetch initContainers[0].volumeMounts[0]"],
    },
    {
      name: "one that writes to a volume of its own passes",
      template: { volumes: [scratch], ...fetch(mount) },
      pod: main(),
      want: [],
    },
  ];
  test.each(rows)("$name", (row) => expect(findingsOf(row, "B3", "podwright")).toEqual(row.want));
});
