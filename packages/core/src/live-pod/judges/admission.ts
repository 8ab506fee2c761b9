import { isObject } from "../../explain/pod-place.ts";
import type { Judge, JudgedPod } from "../judged-change.ts";

/**
 * What the admission that is part of every API server, or is often switched on in it, does to Pods.
 * @source plugin/pkg/admission, Kubernetes v1.34.1
 */
export const admission: Judge = (change, pod) => {
  const { name, after, kind } = change;
  const value = after?.value;
  const plugin =
    (kind === "added" && isTokenPart(name, value) && "ServiceAccount mounts the account's token") ||
    (/^spec\.serviceAccountName$/.test(name) &&
      kind === "added" &&
      "ServiceAccount names the namespace's default account") ||
    (/^spec\.imagePullSecrets\b/.test(name) &&
      kind === "added" &&
      "ServiceAccount brings the account's imagePullSecrets") ||
    (/^spec\.tolerations\b/.test(name) && kind === "added" && tolerationPlugin(value)) ||
    (/^spec\.(priority|preemptionPolicy)$/.test(name) && "Priority takes it from the PriorityClass") ||
    (name === "spec.priorityClassName" && kind === "added" && "Priority names the default PriorityClass") ||
    (/^spec\.overhead\b/.test(name) && "RuntimeClass brings what its runtime needs") ||
    (name === `metadata.annotations["${limitRanger}"]` && "LimitRanger notes what it set") ||
    (/^spec\.(initContainers|containers)\[(.*?)\]\.resources\b/.test(name) && limitRangerOf(name, pod)) ||
    (/^metadata\.labels\["topology\.kubernetes\.io\/(zone|region)"\]$/.test(name) &&
      "PodTopologyLabels copies the node's") ||
    (/\.imagePullPolicy$/.test(name) &&
      value === "Always" &&
      kind === "changed" &&
      "AlwaysPullImages sets it, where it is on");
  return plugin ? { author: "admission", evidence: plugin } : null;
};

const limitRanger = "kubernetes.io/limit-ranger";
const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

function isTokenPart(name: string, value: unknown): boolean {
  if (/^spec\.volumes\[kube-api-access-[a-z0-9]{5}\]/.test(name)) return true;
  if (/\.volumeMounts\[\/var\/run\/secrets\/kubernetes\.io\/serviceaccount\]/.test(name)) return true;
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return /\.volumeMounts$|^spec\.volumes$/.test(name) && items.every(isTokenItem);
}

function isTokenItem(item: unknown): boolean {
  return isObject(item) && (item.mountPath === tokenPath || /^kube-api-access-[a-z0-9]{5}$/.test(String(item.name)));
}

function tolerationPlugin(value: unknown): string | false {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const keys = items.map((item) => (isObject(item) ? String(item.key) : ""));
  return (
    keys.every((key) => /^node\.kubernetes\.io\/(not-ready|unreachable)$/.test(key)) &&
    "DefaultTolerationSeconds lets a Pod stay on a lost node for a while"
  );
}

/** Its annotation says of which container it set what: `LimitRanger plugin set: cpu, memory request for container main`. */
function limitRangerOf(name: string, { live }: JudgedPod): string | false {
  const said = live.metadata?.annotations?.[limitRanger] ?? "";
  const [, container = "", kind = "", resource = ""] =
    /\[(.*?)\]\.resources\.(request|limit)s\.?(.*)$/.exec(name) ?? [];
  const parts = said.replace(/^LimitRanger plugin set: /, "").split("; ");
  const isMeant = parts.some((part) => {
    const [, resources = "", set, own] = /^(.*) (request|limit) for (?:init )?container (.*)$/.exec(part) ?? [];
    return own === container && set === kind && (resource === "" || resources.split(", ").includes(plainKey(resource)));
  });
  return isMeant && said;
}

function plainKey(key: string): string {
  return key.replace(/^\["?|"?\]$/g, "");
}
