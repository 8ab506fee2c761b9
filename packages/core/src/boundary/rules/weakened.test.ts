import { describe, expect, test } from "vitest";
import { findingsOf, type RuleCase, reportOf, wanted } from "../../../../../test/support/boundary-findings.ts";
import { semanticsNames } from "../../compose/semantics-names.ts";

const image = "registry.example.com/image:1";
const byDefault = (securityContext: object) => ({ containers: [{ name: "default", image, securityContext }] });
const main = (securityContext: object) => ({ containers: [{ name: "main", image, securityContext }] });
const found = (field: string) => [`error main containers[0].securityContext.${field}`];

const findings: readonly RuleCase[] = [
  {
    name: "allowPrivilegeEscalation",
    template: byDefault({ allowPrivilegeEscalation: false }),
    pod: main({ allowPrivilegeEscalation: true }),
    want: found("allowPrivilegeEscalation"),
  },
  {
    name: "privileged",
    template: byDefault({ privileged: false }),
    pod: main({ privileged: true }),
    want: found("privileged"),
  },
  {
    name: "privileged, which undoes what else the template set",
    template: byDefault({ capabilities: { drop: ["ALL"] } }),
    pod: main({ privileged: true }),
    want: found("privileged"),
  },
  {
    name: "a capability that the template dropped with all others",
    template: byDefault({ capabilities: { drop: ["ALL"] } }),
    pod: main({ capabilities: { add: ["SYS_ADMIN"] } }),
    want: found("capabilities"),
  },
  {
    name: "a capability that the template dropped, under its longer name",
    template: byDefault({ capabilities: { drop: ["NET_RAW"] } }),
    pod: main({ capabilities: { add: ["CAP_NET_RAW"] } }),
    want: found("capabilities"),
  },
  {
    name: "the seccomp profile",
    template: byDefault({ seccompProfile: { type: "RuntimeDefault" } }),
    pod: main({ seccompProfile: { type: "Unconfined" } }),
    want: found("seccompProfile.type"),
  },
  {
    name: "the Pod's seccomp profile, by a container's own",
    template: { securityContext: { seccompProfile: { type: "RuntimeDefault" } } },
    pod: main({ seccompProfile: { type: "Unconfined" } }),
    want: found("seccompProfile.type"),
  },
  {
    name: "the AppArmor profile",
    template: byDefault({ appArmorProfile: { type: "RuntimeDefault" } }),
    pod: main({ appArmorProfile: { type: "Unconfined" } }),
    want: found("appArmorProfile.type"),
  },
  {
    name: "the Pod's runAsNonRoot and user, by a container's own",
    template: { securityContext: { runAsNonRoot: true, runAsUser: 1000 } },
    pod: main({ runAsNonRoot: false, runAsUser: 0 }),
    want: [...found("runAsNonRoot"), ...found("runAsUser")],
  },
  {
    name: "procMount",
    template: byDefault({ procMount: "Default" }),
    pod: main({ procMount: "Unmasked" }),
    want: found("procMount"),
  },
  {
    name: "hostProcess",
    template: { securityContext: { windowsOptions: { hostProcess: false } } },
    pod: main({ windowsOptions: { hostProcess: true } }),
    want: found("windowsOptions.hostProcess"),
  },
  {
    name: "what holds for the Pod",
    template: { hostUsers: false, shareProcessNamespace: false, automountServiceAccountToken: false },
    pod: { hostUsers: true, shareProcessNamespace: true, automountServiceAccountToken: true, ...main({}) },
    want: ["error - hostUsers", "error - shareProcessNamespace", "error - automountServiceAccountToken"],
  },
  {
    name: "in an init container of the task",
    template: {
      initContainers: [{ name: "default-init", image, securityContext: { allowPrivilegeEscalation: false } }],
    },
    pod: {
      initContainers: [{ name: "mine", image, securityContext: { allowPrivilegeEscalation: true } }],
      ...main({}),
    },
    want: ["error mine initContainers[0].securityContext.allowPrivilegeEscalation"],
  },
];

const nonFindings: readonly RuleCase[] = [
  {
    name: "a task that says nothing",
    template: byDefault({ capabilities: { drop: ["ALL"] } }),
    pod: main({}),
    want: [],
  },
  {
    name: "a task that is as strict",
    template: byDefault({
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    }),
    pod: main({
      runAsNonRoot: true,
      runAsUser: 1001,
      capabilities: { drop: ["NET_RAW"] },
      seccompProfile: { type: "Localhost" },
    }),
    want: [],
  },
  {
    name: "loose where no template said anything",
    pod: main({ privileged: true, capabilities: { add: ["SYS_ADMIN"] } }),
    want: [],
  },
  {
    name: "a capability that the template adds itself",
    template: byDefault({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }),
    pod: main({ capabilities: { add: ["NET_BIND_SERVICE"] } }),
    want: [],
  },
  {
    name: "the platform config's default security context, which gives way to any",
    config: {
      "default-security-context": { allowPrivilegeEscalation: false },
      "default-pod-security-context": { runAsNonRoot: true },
    },
    pod: { securityContext: { runAsUser: 0 }, ...main({ allowPrivilegeEscalation: true }) },
    want: [],
  },
  {
    name: "another user, who is not root",
    template: { securityContext: { runAsUser: 1000 } },
    pod: main({ runAsUser: 1001 }),
    want: [],
  },
];

describe.each(semanticsNames)("B8 by the rules of %s", (semantics) => {
  test.each(findings)("finds: $name", (row) =>
    expect(findingsOf(row, "B8", semantics)).toEqual(wanted(row, semantics)),
  );
  test.each(nonFindings)("passes: $name", (row) =>
    expect(findingsOf(row, "B8", semantics)).toEqual(wanted(row, semantics)),
  );

  test("says what it was and what it is", () => {
    const template = byDefault({ capabilities: { drop: ["ALL"] } });
    const pod = main({ capabilities: { add: ["SYS_ADMIN"] } });
    expect(reportOf({ template, pod }, semantics).findings[0]).toMatchObject({
      code: "BOUNDARY_WEAKENED",
      what: "the task loosens what the template set for main: capabilities add SYS_ADMIN, where the template has drop ALL",
      where: "the task, k8sPod.podSpec.containers[0].securityContext.capabilities.add[0]",
      fix: "take capabilities out of what the task says",
    });
  });
});

const unset = (path: string) => ({ "podwright.dev/unset": JSON.stringify([path]) });

/** Values and removals that only `podwright` takes from a task. */
const explicit: readonly RuleCase[] = [
  {
    name: "runAsNonRoot, by false",
    template: byDefault({ runAsNonRoot: true }),
    pod: main({ runAsNonRoot: false }),
    want: found("runAsNonRoot"),
  },
  {
    name: "readOnlyRootFilesystem, by false",
    template: byDefault({ readOnlyRootFilesystem: true }),
    pod: main({ readOnlyRootFilesystem: false }),
    want: found("readOnlyRootFilesystem"),
  },
  {
    name: "the user, by 0",
    template: byDefault({ runAsUser: 1000 }),
    pod: main({ runAsUser: 0 }),
    want: found("runAsUser"),
  },
  {
    name: "allowPrivilegeEscalation, by null",
    template: byDefault({ allowPrivilegeEscalation: false }),
    pod: main({ allowPrivilegeEscalation: null }),
    want: found("allowPrivilegeEscalation"),
  },
  {
    name: "all of it, by null in place of the security context",
    template: byDefault({ runAsNonRoot: true, capabilities: { drop: ["ALL"] } }),
    pod: { containers: [{ name: "main", image, securityContext: null }] },
    want: [...found("runAsNonRoot"), ...found("capabilities")],
  },
  {
    name: "a dropped capability, which the task's own takes out",
    template: byDefault({ capabilities: { drop: ["NET_RAW"] } }),
    pod: main({ capabilities: { add: ["NET_RAW"] } }),
    want: found("capabilities"),
  },
  {
    name: "a security context that takes the place of all that templates say",
    template: byDefault({ runAsNonRoot: true }),
    pod: main({ $patch: "replace", runAsUser: 5 }),
    want: found("runAsNonRoot"),
  },
  {
    name: "an init container that the template adds, by $patch",
    template: { initContainers: [{ name: "guard", image }] },
    pod: { initContainers: [{ name: "guard", $patch: "delete" }], containers: [{ name: "main", image }] },
    want: ["error guard initContainers"],
  },
  {
    name: "… by null in place of all of them",
    template: { initContainers: [{ name: "guard", image }] },
    pod: { initContainers: null, containers: [{ name: "main", image }] },
    want: ["error guard initContainers"],
  },
  {
    name: "what an annotation takes out",
    template: byDefault({ runAsNonRoot: true }),
    pod: { containers: [{ name: "main", image }] },
    taskAnnotations: unset("containers[main].securityContext.runAsNonRoot"),
    want: found("runAsNonRoot"),
  },
  {
    name: "the hardening of the copilot's own container",
    template: { initContainers: [{ name: "default-init", image, securityContext: { runAsNonRoot: true } }] },
    copilot: true,
    pod: { containers: [{ name: "main", image }] },
    taskAnnotations: unset("initContainers[flyte-copilot-downloader].securityContext"),
    want: ["error flyte-copilot-downloader initContainers[1].securityContext.runAsNonRoot"],
  },
  {
    name: "an init container that the template adds",
    template: { initContainers: [{ name: "guard", image }] },
    pod: { containers: [{ name: "main", image }] },
    taskAnnotations: unset("initContainers[guard]"),
    want: ["error guard initContainers"],
  },
];

describe("B8 by the rules of podwright alone", () => {
  test.each(explicit)("finds: $name", (row) => expect(findingsOf(row, "B8", "podwright")).toEqual(row.want));
  test("passes: what the platform's config loosens, which stands over templates", () => {
    const template = byDefault({ allowPrivilegeEscalation: false });
    const config = { "default-security-context": { allowPrivilegeEscalation: true } };
    expect(findingsOf({ template, config, pod: main({ runAsUser: 5 }) }, "B8", "podwright")).toEqual([]);
  });

  test("passes: what a task takes out that is no hardening", () => {
    const template = { containers: [{ name: "default", image, env: [{ name: "A", value: "1" }] }] };
    const taskAnnotations = unset("containers[main].env[A]");
    const pod = { containers: [{ name: "main", image }] };
    expect(findingsOf({ template, pod, taskAnnotations }, "B8", "podwright")).toEqual([]);
  });
});
