import { describe, expect, test } from "vitest";
import { findingsOf, type RuleCase, reportOf, wanted } from "../../../../../test/support/boundary-findings.ts";
import { semanticsNames } from "../../compose/semantics-names.ts";

const image = "registry.example.com/image:1";
const defaultInit = (securityContext: object, more: object = {}) => ({
  initContainers: [{ name: "default-init", image, securityContext, ...more }],
});
const main = (securityContext: object = {}, more: object = {}) => ({
  containers: [{ name: "main", image, securityContext, ...more }],
});
const scratch = { volumes: [{ name: "scratch", emptyDir: {} }] };
const mount = { volumeMounts: [{ name: "scratch", mountPath: "/scratch" }] };
const node = (path: string) => ({ volumes: [{ name: "node", hostPath: { path } }] });
const nodeMount = { volumeMounts: [{ name: "node", mountPath: "/node", readOnly: true }] };

/** What default-init gives the copilot, which shares inputs and outputs with the task. */
const byDefaultInit = [
  { name: "privileged", context: { privileged: true }, field: "privileged" },
  { name: "an added capability", context: { capabilities: { add: ["SYS_ADMIN"] } }, field: "capabilities.add[0]" },
  { name: "hostProcess", context: { windowsOptions: { hostProcess: true } }, field: "windowsOptions.hostProcess" },
  { name: "procMount Unmasked", context: { procMount: "Unmasked" }, field: "procMount" },
  { name: "no seccomp", context: { seccompProfile: { type: "Unconfined" } }, field: "seccompProfile.type" },
  { name: "no AppArmor", context: { appArmorProfile: { type: "Unconfined" } }, field: "appArmorProfile.type" },
].map(
  ({ name, context, field }): RuleCase => ({
    name: `${name} for the copilot, not for the task`,
    template: defaultInit(context),
    want: [
      `error flyte-copilot-uploader initContainers[0].securityContext.${field}`,
      `error flyte-copilot-downloader initContainers[1].securityContext.${field}`,
    ],
  }),
);

const findings: readonly RuleCase[] = [
  ...byDefaultInit,
  {
    name: "allowPrivilegeEscalation for the copilot, forbidden to the task",
    template: {
      containers: [{ name: "default", image, securityContext: { allowPrivilegeEscalation: false } }],
      ...defaultInit({ allowPrivilegeEscalation: true }),
    },
    want: [
      "error flyte-copilot-uploader initContainers[0].securityContext.allowPrivilegeEscalation",
      "error flyte-copilot-downloader initContainers[1].securityContext.allowPrivilegeEscalation",
    ],
  },
  {
    name: "allowPrivilegeEscalation for the copilot, which the task has by default: information",
    template: defaultInit({ allowPrivilegeEscalation: true }),
    want: [
      "information flyte-copilot-uploader initContainers[0].securityContext.allowPrivilegeEscalation",
      "information flyte-copilot-downloader initContainers[1].securityContext.allowPrivilegeEscalation",
    ],
  },
  {
    name: "user id 0 for an init container of the task by default-init, another one for the task",
    template: { ...scratch, ...defaultInit({ runAsUser: 0 }) },
    pod: { initContainers: [{ name: "mine", image, ...mount }], ...main({ runAsUser: 1000 }, mount) },
    want: ["error mine initContainers[0].securityContext.runAsUser"],
  },
  {
    name: "user id 0 against runAsNonRoot",
    template: { ...scratch, ...defaultInit({ runAsUser: 0 }) },
    pod: { initContainers: [{ name: "mine", image, ...mount }], ...main({ runAsNonRoot: true }, mount) },
    want: ["error mine initContainers[0].securityContext.runAsUser"],
  },
  {
    name: "the Pod's user id 0, which the task does not take",
    template: scratch,
    pod: {
      securityContext: { runAsUser: 0 },
      initContainers: [{ name: "mine", image, ...mount }],
      ...main({ runAsUser: 7 }, mount),
    },
    want: ["information mine securityContext.runAsUser"],
  },
  {
    name: "a task that has more than the copilot over the copilot's volumes",
    copilot: true,
    pod: main({ privileged: true }),
    want: [
      "error main containers[0].securityContext.privileged",
      "error main containers[0].securityContext.privileged",
    ],
  },
  {
    name: "a Bidirectional mount",
    template: defaultInit({}, { volumeMounts: [{ name: "disk", mountPath: "/d", mountPropagation: "Bidirectional" }] }),
    pod: { ...scratch, initContainers: [{ name: "mine", image, ...mount }], ...main({}, mount) },
    want: ["error mine initContainers[0].volumeMounts[0]"],
  },
  {
    name: "a block device",
    template: {
      volumes: [{ name: "disk", persistentVolumeClaim: { claimName: "raw" } }],
      ...defaultInit({}, { volumeDevices: [{ name: "disk", devicePath: "/dev/x" }] }),
    },
    pod: { ...scratch, initContainers: [{ name: "mine", image, ...mount }], ...main({}, mount) },
    want: ["error mine initContainers[0].volumeDevices[0]"],
  },
  ...["/var/run/docker.sock", "/run/containerd/containerd.sock", "/var//run/../run", "/"].map(
    (path): RuleCase => ({
      name: `a runtime's socket, mounted read-only from ${path}`,
      template: { ...node(path), ...defaultInit({}, nodeMount) },
      pod: { ...scratch, initContainers: [{ name: "mine", image, ...mount }], ...main({}, mount) },
      want: ["error mine initContainers[0].volumeMounts[0]"],
    }),
  ),
  {
    name: "AppArmor lifted by the old annotation",
    taskAnnotations: { "container.apparmor.security.beta.kubernetes.io/mine": "unconfined" },
    pod: { ...scratch, initContainers: [{ name: "mine", image, ...mount }], ...main({}, mount) },
    want: ['information mine annotations["container.apparmor.security.beta.kubernetes.io/mine"]'],
  },
  {
    name: "what they share is a process namespace",
    template: { shareProcessNamespace: true, ...defaultInit({ privileged: true }) },
    pod: { initContainers: [{ name: "mine", image, restartPolicy: "Always" }], ...main() },
    want: ["error mine initContainers[0].securityContext.privileged"],
  },
  {
    name: "what they share is a hostPath, in each other, which both only read",
    template: { ...node("/data"), ...defaultInit({ privileged: true }, nodeMount) },
    pod: {
      volumes: [{ name: "mine", hostPath: { path: "/data/of/mine" } }],
      initContainers: [{ name: "mine", image }],
      ...main({}, { volumeMounts: [{ name: "mine", mountPath: "/m", readOnly: true }] }),
    },
    want: ["error mine initContainers[0].securityContext.privileged"],
  },
  {
    name: "an init container of the task is privileged by the task's own word: information",
    pod: {
      ...scratch,
      initContainers: [{ name: "mine", image, ...mount, securityContext: { privileged: true } }],
      ...main({}, mount),
    },
    want: ["information mine initContainers[0].securityContext.privileged"],
  },
  {
    name: "whom an init container runs as is not known, and the task is not root: information",
    pod: { ...scratch, initContainers: [{ name: "mine", image, ...mount }], ...main({ runAsUser: 1000 }, mount) },
    want: ["information mine initContainers[0].name"],
  },
  {
    name: "whom the copilot runs as is not known, over a volume that is not its own: information",
    template: { ...scratch, ...defaultInit({}, mount), containers: [{ name: "default", image, ...mount }] },
    copilot: true,
    pod: main({ runAsUser: 1000 }),
    want: [
      "information flyte-copilot-uploader initContainers[0].name",
      "information flyte-copilot-downloader initContainers[1].name",
    ],
  },
];

const nonFindings: readonly RuleCase[] = [
  { name: "the copilot with its image's default user over its own volumes", want: [] },
  { name: "… beside a task that is not root", copilot: true, pod: main({ runAsUser: 1000 }), want: [] },
  { name: "… beside a task that is root", copilot: true, pod: main({ runAsUser: 0 }), want: [] },
  {
    name: "the same privileges for both",
    template: {
      containers: [
        { name: "default", image, securityContext: { capabilities: { add: ["SYS_PTRACE"] }, runAsUser: 0 } },
      ],
      ...defaultInit({ capabilities: { add: ["SYS_PTRACE"] }, runAsUser: 0 }),
    },
    want: [],
  },
  {
    name: "a capability beside a privileged container",
    template: { ...scratch, ...defaultInit({ capabilities: { add: ["SYS_ADMIN"] } }) },
    pod: {
      initContainers: [{ name: "mine", image, ...mount, securityContext: { privileged: true } }],
      ...main({ privileged: true }, mount),
    },
    want: [],
  },
  {
    name: "a capability under its longer name",
    template: {
      containers: [{ name: "default", image, securityContext: { capabilities: { add: ["CAP_SYS_PTRACE"] } } }],
      ...defaultInit({ capabilities: { add: ["SYS_PTRACE"] } }),
    },
    want: [],
  },
  {
    name: "one capability beside a container that has all",
    template: { ...scratch, ...defaultInit({ capabilities: { add: ["SYS_ADMIN"] } }) },
    pod: {
      initContainers: [{ name: "mine", image, ...mount, securityContext: { capabilities: { add: ["ALL"] } } }],
      ...main({ capabilities: { add: ["ALL"] } }, mount),
    },
    want: [],
  },
  {
    name: "a privileged init container that shares nothing with the task",
    template: defaultInit({ privileged: true }),
    pod: { initContainers: [{ name: "mine", image }], ...main() },
    want: [],
  },
  {
    name: "a privileged init container and the task only read the same volume",
    template: { ...scratch, ...defaultInit({ privileged: true }) },
    pod: {
      initContainers: [{ name: "mine", image, volumeMounts: [{ name: "scratch", mountPath: "/s", readOnly: true }] }],
      ...main({}, { volumeMounts: [{ name: "scratch", mountPath: "/s", readOnly: true }] }),
    },
    want: [],
  },
  {
    name: "seccomp Unconfined for the Pod, which both inherit",
    template: { ...scratch, securityContext: { seccompProfile: { type: "Unconfined" } } },
    pod: { initContainers: [{ name: "mine", image, ...mount }], ...main({}, mount) },
    want: [],
  },
  {
    name: "both users are their images' to decide",
    pod: { ...scratch, initContainers: [{ name: "mine", image, ...mount }], ...main({}, mount) },
    want: [],
  },
  {
    name: "a hostPath that holds no runtime's socket",
    template: { ...node("/var/log"), ...defaultInit({}, nodeMount) },
    pod: { ...scratch, initContainers: [{ name: "mine", image, ...mount }], ...main({}, mount) },
    want: [],
  },
];

describe.each(semanticsNames)("B4 by the rules of %s", (semantics) => {
  test.each(findings)("finds: $name", (row) =>
    expect(findingsOf(row, "B4", semantics)).toEqual(wanted(row, semantics)),
  );
  test.each(nonFindings)("passes: $name", (row) =>
    expect(findingsOf(row, "B4", semantics)).toEqual(wanted(row, semantics)),
  );

  test("says what they share and who has what", () => {
    const template = defaultInit({ privileged: true, capabilities: { add: ["SYS_ADMIN"] } });
    expect(reportOf({ template }, semantics).findings.find(({ rule }) => rule === "B4")).toMatchObject({
      code: "BOUNDARY_PRIVILEGE",
      what:
        "flyte-copilot-uploader and main share volume flyte-outputs, and flyte-copilot-uploader has what main has not: privileged, " +
        "capability SYS_ADMIN",
      where: "podTemplates[0], template.spec.initContainers[0].securityContext.privileged",
      fix: "take privileged, capability SYS_ADMIN from flyte-copilot-uploader, or let the two share nothing that either can write to",
    });
  });
});

test("B4 by the rules of podwright finds a privileged init container of the template that fills a volume of the task", () => {
  const template = {
    ...scratch,
    initContainers: [{ name: "fetch", image, securityContext: { privileged: true }, ...mount }],
    containers: [{ name: "default", image, ...mount }],
  };
  expect(findingsOf({ template, pod: main() }, "B4", "podwright")).toEqual([
    "error fetch initContainers[0].securityContext.privileged",
  ]);
});
