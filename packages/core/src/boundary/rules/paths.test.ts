import { describe, expect, test } from "vitest";
import { findingsOf, type RuleCase, reportOf, wanted } from "../../../../../test/support/boundary-findings.ts";
import { semanticsNames } from "../../compose/semantics-names.ts";

const image = "registry.example.com/image:1";
const settings = { name: "settings", configMap: { name: "settings" } };
const at = (mountPath: string, more: object = {}) => ({ name: "settings", mountPath, readOnly: true, ...more });
const entry = (name: string, ...volumeMounts: readonly object[]) => [{ name, image, volumeMounts }];
const defaultInit = (mountPath: string, volume: object = settings) => ({
  volumes: [volume],
  initContainers: entry("default-init", at(mountPath)),
});
const bothInits = (what = "error") => [
  `${what} flyte-copilot-uploader initContainers[0].volumeMounts[0]`,
  `${what} flyte-copilot-downloader initContainers[1].volumeMounts[0]`,
];

const findings: readonly RuleCase[] = [
  { name: "at the copilot's program", template: defaultInit("/bin/flyte-copilot"), want: bothInits() },
  { name: "above the copilot's program", template: defaultInit("/bin"), want: bothInits() },
  { name: "inside the copilot's config", template: defaultInit("/etc/flyte/copilot/x.yaml"), want: bothInits() },
  { name: "above the copilot's config", template: defaultInit("/etc/flyte"), want: bothInits() },
  {
    name: "above everything",
    template: defaultInit("/"),
    want: bothInits().flatMap((line) => [line, line.replace("error", "information")]),
  },
  {
    name: "at the inputs, however it is written",
    template: defaultInit("/var//flyte/./outputs/../inputs/"),
    want: ["error flyte-copilot-downloader initContainers[1].volumeMounts[0]"],
    wantOfPodwright: [],
  },
  {
    name: "inside the task's inputs and outputs, in the task",
    template: {
      volumes: [settings],
      containers: entry("default", at("/var/flyte/inputs/x"), at("/var/flyte/outputs/y")),
    },
    want: ["error main containers[0].volumeMounts[0]", "error main containers[0].volumeMounts[1]"],
  },
  {
    name: "above both, in the task",
    template: { volumes: [settings], containers: entry("default", at("/var/flyte")) },
    want: ["error main containers[0].volumeMounts[0]"],
  },
  {
    name: "by the task itself over its own data is a warning",
    copilot: true,
    pod: { volumes: [settings], containers: entry("main", at("/var/flyte/outputs/y")) },
    want: ["warning main containers[0].volumeMounts[0]"],
  },
  {
    name: "data paths of the task's choice that hide the copilot's program",
    dataPaths: { inputPath: "/bin", outputPath: "/out" },
    want: ["error flyte-copilot-downloader initContainers[1].volumeMounts[0]"],
  },
  {
    name: "data paths of the task's choice over the copilot's trust store",
    dataPaths: { inputPath: "/in", outputPath: "/etc/ssl/certs" },
    want: [
      "error flyte-copilot-uploader initContainers[0].volumeMounts[0]",
      "information main containers[0].volumeMounts[1]",
    ],
  },
  {
    name: "outputs inside the inputs",
    dataPaths: { inputPath: "/data", outputPath: "/data/out" },
    want: ["error main containers[0].volumeMounts[1]"],
  },
  {
    name: "over a trust store with a volume that begins empty",
    template: defaultInit("/etc/ssl/certs", { name: "settings", emptyDir: {} }),
    want: bothInits("information"),
  },
  {
    name: "over a trust store with a volume that it can write to",
    template: {
      volumes: [{ name: "settings", persistentVolumeClaim: { claimName: "c" } }],
      initContainers: entry("default-init", at("/etc/ssl/certs", { readOnly: false })),
    },
    want: bothInits("information"),
  },
  {
    name: "over the copilot's trust store with a volume that the task can write to",
    template: {
      volumes: [{ name: "settings", emptyDir: {} }],
      containers: entry("default", at("/shared", { readOnly: false })),
      initContainers: entry("default-init", at("/etc/ssl/certs")),
    },
    want: bothInits(),
  },
  { name: "above a trust store", template: defaultInit("/etc/ssl"), want: bothInits("information") },
];

const nonFindings: readonly RuleCase[] = [
  { name: "the mounts that Flyte makes", want: [] },
  {
    name: "the mount that Flyte makes of the copilot's config",
    config: { "co-pilot": { "storage-config-secret-name": "copilot-storage" } },
    want: [],
  },
  { name: "the CA mount itself is a note", template: defaultInit("/etc/ssl/certs"), want: bothInits("note") },
  {
    name: "a CA mount over the one file of a trust store is a note",
    template: defaultInit("/etc/ssl/certs/ca-certificates.crt"),
    want: bothInits("note"),
  },
  { name: "one more file in a trust store", template: defaultInit("/etc/ssl/certs/mine.pem"), want: [] },
  { name: "a neighbour whose name begins alike", template: defaultInit("/bin/flyte-copilot-settings"), want: [] },
  {
    name: "the copilot's program and config in the task's containers, where there are none",
    template: { volumes: [settings], containers: entry("default", at("/bin"), at("/etc/flyte/copilot")) },
    want: [],
  },
  {
    name: "data paths in containers that have no data",
    template: { volumes: [settings], containers: entry("default", at("/var/flyte/inputs")) },
    pod: { containers: [{ name: "main", image }] },
    want: [],
  },
];

describe.each(semanticsNames)("B6 by the rules of %s", (semantics) => {
  test.each(findings)("finds: $name", (row) =>
    expect(findingsOf(row, "B6", semantics)).toEqual(wanted(row, semantics)),
  );
  test.each(nonFindings)("passes: $name", (row) =>
    expect(findingsOf(row, "B6", semantics)).toEqual(wanted(row, semantics)),
  );

  test("says what lies where, and what a CA mount hides", () => {
    const [found] = reportOf({ template: defaultInit("/etc/flyte") }, semantics).findings;
    expect(found).toMatchObject({
      code: "BOUNDARY_PATHS",
      volume: "settings",
      what: "flyte-copilot-uploader mounts volume settings at /etc/flyte, above the copilot's config (/etc/flyte/copilot)",
      where: "podTemplates[0], template.spec.initContainers[0].volumeMounts[0]",
      fix: "mount settings somewhere else",
    });
    expect(reportOf({ template: defaultInit("/etc/ssl/certs") }, semantics).notes[0]?.what).toBe(
      "flyte-copilot-uploader mounts volume settings at /etc/ssl/certs, over the trust store /etc/ssl/certs: it hides all roots of the " +
        "image that stand there, some 140 where it has the usual ca-certificates",
    );
  });
});
