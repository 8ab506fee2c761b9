import { ProblemError } from "@podwright/core";
import { describeKubeconfig, type KubeconfigDescription } from "@podwright/runner";
import { type Check, type Finding, ok, skipped } from "../check.ts";

const soonMs = 14 * 24 * 3_600_000;
const newCertificate =
  "have a new kubeconfig written by whoever runs the cluster (kubeadm certs renew admin.conf; a new login)";

/** The kubeconfig that counts, its contexts, and how long its certificate is good for. @problems KUBECONFIG_INVALID, KUBECONFIG_CONTEXT_UNKNOWN */
export const kubeconfigCheck: Check = {
  name: "kubeconfig",
  run: async ({ clusterChoice, now }) => {
    const choice = await clusterChoice();
    try {
      return judgeKubeconfig(describeKubeconfig(choice), now);
    } catch (error) {
      const [problem] = error instanceof ProblemError ? error.problems : [];
      const isAbsent = problem?.code === "KUBECONFIG_MISSING" && choice.kubeconfig === undefined;
      if (!isAbsent || choice.environment.KUBECONFIG) throw error;
      return skipped(
        "there is none (KUBECONFIG is not set, and there is no ~/.kube/config)",
        "only --engine kubernetes needs one",
      );
    }
  },
};

function judgeKubeconfig(description: KubeconfigDescription, now: Date): Finding {
  const { path, context, contexts, server, namespace, userName, login, certificateEnd: end } = description;
  const who = context === undefined ? "this Pod's service account" : `context ${context} of ${path}`;
  const others = contexts.filter((name) => name !== context);
  const details = [
    `server ${server}, namespace ${namespace}, user ${userName || "(none)"} by ${login}`,
    ...(others.length === 0 ? [] : [`other contexts: ${others.join(", ")}`]),
  ];
  if (!end) return ok(who, details);
  const until = `its client certificate is good until ${end.toISOString().slice(0, 10)}`;
  if (end < now)
    return {
      status: "failed",
      what: `${who}: its client certificate expired at ${end.toISOString()}`,
      details,
      fix: newCertificate,
    };
  if (end.getTime() - now.getTime() < soonMs)
    return { status: "warning", what: `${who}: ${until}`, details, fix: newCertificate };
  return ok(who, [...details, until]);
}
