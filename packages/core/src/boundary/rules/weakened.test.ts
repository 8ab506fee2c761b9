import { describe, expect, test } from "vitest";
import { findingsOf, type RuleCase, reportOf } from "../../../../../test/support/boundary-findings.ts";
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
  test.each(findings)("finds: $name", (row) => expect(findingsOf(row, "B8", semantics)).toEqual(row.want));
  test.each(nonFindings)("passes: $name", (row) => expect(findingsOf(row, "B8", semantics)).toEqual(row.want));

  test("says what it was and what it is", () => {
    const template = byDefault({ capabilities: { drop: ["ALL"] } });
    const pod = main({ capabilities: { add: ["SYS_ADMIN"] } });
    expect(reportOf({ template, pod }, semantics).findings[0]).toMatchObject({
      code: "BOUNDARY_WEAKENED",
      what: "the task loosens what the template set for main: capabilities is add SYS_ADMIN, drop ALL without the task's own word",
      where: "the task, k8sPod.podSpec.containers[0].securityContext.capabilities.add[0]",
      fix: "take capabilities out of the task's security context",
    });
  });
});
