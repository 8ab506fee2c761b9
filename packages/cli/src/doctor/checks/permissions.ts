import type { Cluster } from "@podwright/runner";
import { type Check, type Finding, ok, skipped } from "../check.ts";

interface Need {
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
}

/** What needs which verbs, in the words of RBAC. */
const purposes: readonly { readonly purpose: string; readonly required: boolean; readonly needs: readonly Need[] }[] = [
  {
    purpose: "run --engine kubernetes",
    required: true,
    needs: [
      ...["create", "get", "list", "watch", "delete"].map((verb) => ({ verb, resource: "pods" })),
      { verb: "get", resource: "pods", subresource: "log" },
    ],
  },
  {
    purpose: "telling events of a run",
    required: false,
    needs: ["list", "watch"].map((verb) => ({ verb, resource: "events" })),
  },
  {
    purpose: "run --apply",
    required: false,
    needs: ["configmaps", "secrets"].flatMap((resource) =>
      ["create", "get", "patch", "delete"].map((verb) => ({ verb, resource })),
    ),
  },
  {
    purpose: "--from-cluster",
    required: false,
    needs: [
      ...["get", "list"].map((verb) => ({ verb, resource: "podtemplates" })),
      { verb: "get", resource: "configmaps" },
    ],
  },
];

/** What we may do in the namespace, asked by SelfSubjectAccessReviews: nothing is tried. */
export const permissionsCheck: Check = {
  name: "permissions",
  run: async ({ cluster }, signal) => {
    const connected = await cluster().catch(() => undefined);
    if (!connected) return skipped("no cluster is known");
    const judged = await Promise.all(
      purposes.map(async ({ purpose, required, needs }) => {
        const answers = await Promise.all(needs.map((need) => isAllowed(connected, need, signal)));
        return { purpose, required, missing: needs.filter((_, index) => !answers[index]).map(nameOf) };
      }),
    ).catch(() => undefined);
    signal.throwIfAborted();
    return judged ? judgePermissions(judged, connected) : skipped("the cluster does not answer");
  },
};

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
    fix: "ask whoever runs the cluster for a Role with these verbs (docs/kubernetes.md has one), or name another namespace with -n",
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
