import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeKubernetes } from "../kubernetes/decode.ts";
import type { ObjectMeta, PodSpec } from "../kubernetes/types.ts";
import { valueOrThrow } from "../problem/problem-error.ts";
import { checkPodSecurity } from "./check-pod-security.ts";
import { podSecurityControls } from "./controls.ts";
import type { JudgedPod, PodSecurityLevel } from "./violation.ts";

type Verdict = Readonly<Record<string, readonly string[]>>;

interface Case {
  readonly id: string;
  readonly pod: JudgedPod;
  readonly baseline: Verdict;
  readonly restricted: Verdict;
}

const levels = ["baseline", "restricted"] as const;
const cases = readCases();

describe("checkPodSecurity", () => {
  it.each(levels)("refuses by the same controls as Kubernetes, level %s", (level) => {
    const differing = cases.filter((each) => JSON.stringify(refusals(each, level)) !== JSON.stringify(each[level]));
    expect(differing.map((each) => [each.id, refusals(each, level), each[level]])).toEqual([]);
  });

  it("meets each control in a case that is refused and in one that is not", () => {
    const met = podSecurityControls.filter(({ id, level }) => {
      const refused = cases.filter((each) => each[level][id]).length;
      return refused > 0 && refused < cases.length;
    });
    expect(met).toEqual(podSecurityControls);
  });

  it("says field, container and what has to be otherwise", () => {
    const spec = {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      initContainers: [{ name: "fetch", ports: [{ containerPort: 80, hostPort: 8080 }] }],
      containers: [
        { name: "main", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
      ],
    };
    expect(checkPodSecurity({ spec }, "restricted")).toEqual([
      {
        control: "hostPorts",
        level: "baseline",
        path: ["spec", "initContainers", 0, "ports", 0, "hostPort"],
        container: "fetch",
        what: "must not use the hostPort 8080",
      },
      {
        control: "allowPrivilegeEscalation",
        level: "restricted",
        path: ["spec", "initContainers", 0, "securityContext", "allowPrivilegeEscalation"],
        container: "fetch",
        what: "must set securityContext.allowPrivilegeEscalation=false",
        mend: { allowPrivilegeEscalation: false },
      },
      {
        control: "capabilities_restricted",
        level: "restricted",
        path: ["spec", "initContainers", 0, "securityContext", "capabilities", "drop"],
        container: "fetch",
        what: 'must set securityContext.capabilities.drop=["ALL"]',
        mend: { capabilities: { drop: ["ALL"] } },
      },
    ]);
  });
});

/** By control, the containers that it refuses, as far as Kubernetes' message would name them. */
function refusals({ pod }: Case, level: PodSecurityLevel): Verdict {
  const violations = checkPodSecurity(pod, level);
  const controls = [...new Set(violations.map(({ control }) => control))].sort();
  return Object.fromEntries(
    controls.map((id) => {
      const own = violations.filter(({ control }) => control === id);
      // Where something is set wrongly, Kubernetes does not go on to name those who leave it unset.
      const explicit = own.filter(({ what }) => what.includes("must not"));
      const told = id === "capabilities_restricted" || explicit.length === 0 ? own : explicit;
      return [id, [...new Set(told.flatMap(({ container }) => container ?? []))].sort()];
    }),
  );
}

function readCases(): readonly Case[] {
  const objects = new Map(
    readLines<{ readonly id: string; readonly sent: JudgedPod & { readonly template?: JudgedPod } }>(
      "apiserver/composed.jsonl.gz",
    ).map(({ id, sent }) => [id, sent.template ?? sent]),
  );
  return readLines<Omit<Case, "pod"> & Partial<Pick<Case, "pod">>>("pod-security/verdicts.jsonl.gz").map((each) => ({
    ...each,
    pod: decoded(each.pod ?? objects.get(each.id) ?? missing(each.id)),
  }));
}

function decoded({ metadata, spec }: JudgedPod): JudgedPod {
  return {
    metadata: valueOrThrow(decodeKubernetes<ObjectMeta>("metav1.ObjectMeta", metadata ?? {})),
    spec: valueOrThrow(decodeKubernetes<PodSpec>("corev1.PodSpec", spec)),
  };
}

function missing(id: string): never {
  throw new Error(`no Pod for case ${id}`);
}

function readLines<T>(file: string): readonly T[] {
  const text = gunzipSync(readFileSync(join(import.meta.dirname, "../../../../testdata", file))).toString();
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
