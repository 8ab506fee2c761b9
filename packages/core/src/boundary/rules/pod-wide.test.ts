import { describe, expect, test } from "vitest";
import { findingsOf, type RuleCase, reportOf, wanted } from "../../../../../test/support/boundary-findings.ts";
import { semanticsNames } from "../../compose/semantics-names.ts";

const image = "registry.example.com/image:1";
const main = { containers: [{ name: "main", image }] };
const variable = { name: "KEY", valueFrom: { secretKeyRef: { name: "store-keys", key: "key" } } };
const defaultInit = { initContainers: [{ name: "default-init", image, env: [variable] }] };

const findings: readonly RuleCase[] = [
  ...["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace"].map(
    (field): RuleCase => ({ name: field, template: { [field]: true }, want: [`error - ${field}`] }),
  ),
  {
    name: "hostUsers against a task that asks for a user namespace of its own",
    template: { hostUsers: true },
    pod: { hostUsers: false, ...main },
    want: ["error - hostUsers"],
    wantOfPodwright: [],
  },
  {
    name: "automountServiceAccountToken",
    template: { automountServiceAccountToken: true },
    want: ["warning - automountServiceAccountToken"],
  },
  {
    name: "a security context of root",
    template: { securityContext: { runAsUser: 0, runAsGroup: 0 } },
    want: ["error - securityContext.runAsUser", "warning - securityContext.runAsGroup"],
  },
  {
    name: "no seccomp, no AppArmor",
    template: { securityContext: { seccompProfile: { type: "Unconfined" }, appArmorProfile: { type: "Unconfined" } } },
    want: ["error - securityContext.seccompProfile.type", "error - securityContext.appArmorProfile.type"],
  },
  {
    name: "processes on the node itself",
    template: { securityContext: { windowsOptions: { hostProcess: true } } },
    want: ["error - securityContext.windowsOptions.hostProcess"],
  },
  {
    name: "groups, kernel parameters, SELinux labels",
    template: {
      securityContext: {
        supplementalGroups: [27],
        sysctls: [{ name: "kernel.msgmax", value: "1" }],
        seLinuxOptions: { type: "spc_t" },
      },
    },
    want: [
      "warning - securityContext.supplementalGroups[0]",
      "warning - securityContext.sysctls[0].name",
      "warning - securityContext.seLinuxOptions.type",
    ],
  },
  {
    name: "shared processes with the uploader, which holds a Secret",
    template: { shareProcessNamespace: true, ...defaultInit },
    want: ["error - shareProcessNamespace", "error flyte-copilot-uploader initContainers[0].env[0].valueFrom"],
  },
  {
    name: "… also where the task itself shares them",
    template: defaultInit,
    copilot: true,
    pod: { shareProcessNamespace: true, ...main },
    want: ["error flyte-copilot-uploader initContainers[0].env[0].valueFrom"],
  },
  {
    name: "the node's processes with a side container that holds a Secret of the platform",
    template: { hostPID: true, containers: [{ name: "side", image, env: [variable] }] },
    pod: {
      containers: [
        { name: "main", image },
        { name: "side", image },
      ],
    },
    want: ["error - hostPID", "error side containers[1].env[0].valueFrom"],
  },
];

const nonFindings: readonly RuleCase[] = [
  {
    name: "what makes a Pod stricter",
    template: {
      hostUsers: false,
      automountServiceAccountToken: false,
      shareProcessNamespace: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        fsGroup: 1000,
        seccompProfile: { type: "RuntimeDefault" },
      },
    },
    want: [],
  },
  { name: "an empty security context", template: { securityContext: {} }, want: [] },
  { name: "hostUsers, where nobody asked for another one", template: { hostUsers: true }, want: [] },
  {
    name: "what the task says itself",
    template: { shareProcessNamespace: true, hostNetwork: true },
    pod: { shareProcessNamespace: true, hostNetwork: true, ...main },
    want: [],
  },
  {
    name: "what the platform's config says",
    config: { "enable-host-networking-pod": true, "default-pod-security-context": { runAsUser: 0 } },
    want: [],
  },
  { name: "a service account", template: { serviceAccountName: "runner" }, want: [] },
  { name: "the copilot's grace period", template: { terminationGracePeriodSeconds: 5 }, want: [] },
  {
    name: "a Secret of an init container that has ended before the task begins",
    template: defaultInit,
    pod: { shareProcessNamespace: true, initContainers: [{ name: "mine", image }], ...main },
    want: [],
  },
  {
    name: "the task's own processes and Secrets",
    pod: {
      shareProcessNamespace: true,
      containers: [
        { name: "main", image },
        { name: "side", image, env: [variable] },
      ],
    },
    want: [],
  },
  {
    name: "a Secret that every container has anyway",
    template: { containers: [{ name: "default", image, env: [variable] }] },
    pod: {
      shareProcessNamespace: true,
      containers: [
        { name: "main", image },
        { name: "side", image },
      ],
    },
    want: [],
  },
];

describe.each(semanticsNames)("B5 by the rules of %s", (semantics) => {
  test.each(findings)("finds: $name", (row) =>
    expect(findingsOf(row, "B5", semantics)).toEqual(wanted(row, semantics)),
  );
  test.each(nonFindings)("passes: $name", (row) =>
    expect(findingsOf(row, "B5", semantics)).toEqual(wanted(row, semantics)),
  );

  test("says what a shared process namespace lays open", () => {
    const template = { shareProcessNamespace: true, ...defaultInit };
    const [, found] = reportOf({ template }, semantics).findings.filter(({ rule }) => rule === "B5");
    expect(found).toMatchObject({
      code: "BOUNDARY_POD_WIDE",
      what:
        "the Pod's shareProcessNamespace lets main read Secret store-keys of flyte-copilot-uploader through /proc (environment and root " +
        "directory)",
      where: "podTemplates[0], template.spec.shareProcessNamespace",
      fix: "take shareProcessNamespace out, or take Secret store-keys from flyte-copilot-uploader",
    });
  });
});
