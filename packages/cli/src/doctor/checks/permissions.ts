import { ProblemError } from "@podwright/core";
import type { Cluster } from "@podwright/runner";
import { type Check, type Finding, ok, skipped } from "../check.ts";

interface Need {
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
}

interface Purpose {
  readonly name: string;
  /** Whether it is a failure to lack it; else it is a warning. */
  readonly required: boolean;
  readonly needs: readonly Need[];
}

function verbsOn(resource: string, ...verbs: readonly string[]): readonly Need[] {
  return verbs.map((verb) => ({ verb, resource }));
}

/** What needs which verbs in the namespace of Pods, in the words of RBAC. @source deploy/kubernetes, whose Roles tests hold to suffice */
const purposes: readonly Purpose[] = [
  {
    name: "run --engine kubernetes",
    required: true,
    needs: [
      ...verbsOn("pods", "create", "get", "list", "watch", "patch", "delete"),
      { verb: "get", resource: "pods", subresource: "log" },
    ],
  },
  { name: "telling why a Pod waits", required: false, needs: verbsOn("events", "list", "watch") },
  {
    name: "run --apply",
    required: false,
    needs: ["configmaps", "secrets"].flatMap((resource) => verbsOn(resource, "get", "create", "patch", "delete")),
  },
  {
    name: "--from-cluster",
    required: false,
    needs: [...verbsOn("podtemplates", "list"), ...verbsOn("configmaps", "get"), ...verbsOn("secrets", "get")],
  },
];

/** Whether the namespace is there, and what we may do in it, asked by SelfSubjectAccessReviews: nothing is tried. */
export const permissionsCheck: Check = {
  name: "permissions",
  engine: "kubernetes",
  run: async ({ cluster }, signal) => {
    const connected = await cluster().catch(() => undefined);
    if (!connected) return skipped("no cluster is known");
    const isThere = hasNamespace(connected, signal);
    const judged = await Promise.all(
      purposes.map(async ({ name, required, needs }) => {
        const answers = await Promise.all(needs.map((need) => isAllowed(connected, need, signal)));
        return { purpose: name, required, missing: needs.filter((_, index) => !answers[index]).map(nameOf) };
      }),
    ).catch(() => undefined);
    signal.throwIfAborted();
    if (!(await isThere)) return namespaceMissing(connected);
    return judged ? judgePermissions(judged, connected) : skipped("the cluster does not answer");
  },
};

/** Who may not look at namespaces is told nothing of them. */
async function hasNamespace(cluster: Cluster, signal: AbortSignal): Promise<boolean> {
  try {
    return await cluster.exists("namespaces", cluster.namespace, { signal });
  } catch (error) {
    return !(error instanceof ProblemError && error.problems[0].code === "CLUSTER_NAMESPACE_MISSING");
  }
}

function namespaceMissing({ namespace }: Pick<Cluster, "namespace">): Finding {
  const isName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace);
  return {
    status: "failed",
    what: isName
      ? `there is no namespace ${namespace}`
      : `${JSON.stringify(namespace)} is no namespace's name: those are lower-case letters, digits and dashes`,
    fix: `name another one with -n${isName ? `, or create it: kubectl create namespace ${namespace}` : ""}`,
  };
}

interface Judged {
  readonly purpose: string;
  readonly required: boolean;
  /** As `create pods`. */
  readonly missing: readonly string[];
}

function judgePermissions(judged: readonly Judged[], { namespace }: Pick<Cluster, "namespace">): Finding {
  const allowed = judged.filter(({ missing }) => missing.length === 0).map(({ purpose }) => purpose);
  const lacking = judged.filter(({ missing }) => missing.length > 0);
  const enough = allowed.length === 0 ? [] : [`enough for ${allowed.join("; ")}`];
  if (lacking.length === 0) return ok(`in the namespace ${namespace} everything that Podwright can need`, enough);
  return {
    status: lacking.some(({ required }) => required) ? "failed" : "warning",
    what: `in the namespace ${namespace} not enough for ${lacking.map(({ purpose }) => purpose).join("; ")}`,
    details: [...lacking.map(({ purpose, missing }) => `${purpose} lacks ${missing.join(", ")}`), ...enough],
    fix: "ask whoever runs the cluster for the Roles of deploy/kubernetes (docs/kubernetes.md), or name another namespace with -n",
  };
}

async function isAllowed(cluster: Cluster, need: Need, signal: AbortSignal): Promise<boolean> {
  const resourceAttributes = { ...need, namespace: cluster.namespace };
  const review = await cluster.create("selfsubjectaccessreviews", { spec: { resourceAttributes } }, { signal });
  return review.status?.allowed === true;
}

function nameOf({ verb, resource, subresource }: Need): string {
  return `${verb} ${resource}${subresource === undefined ? "" : `/${subresource}`}`;
}
