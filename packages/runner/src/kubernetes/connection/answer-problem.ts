import type { Pod, Problem } from "@podwright/core";
import { containerPlaces } from "../../container-places.ts";

/** @source meta/v1 Status, k8s.io/apimachinery v0.34 */
export interface ServerStatus {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: {
    readonly name?: string;
    readonly kind?: string;
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
}

export interface RefusedCall {
  readonly statusCode: number;
  readonly status: ServerStatus;
  readonly verb: string;
  /** `pods`, `pods/log`. */
  readonly resource: string;
  /** Absent: of the whole cluster. */
  readonly namespace?: string;
  /** What was to be created. */
  readonly object?: object;
  /** Which server, and as whom by the kubeconfig. */
  readonly where: string;
  /** What could be found out of credentials that were refused. */
  readonly credentials: () => string | undefined;
}

type Problems = readonly [Problem, ...Problem[]];

/** An ordered list: the first that has something to say says it. */
const readings: readonly ((call: RefusedCall) => Problems | undefined)[] = [
  unauthorized,
  namespaceMissing,
  forbidden,
  quotaExceeded,
  admissionRefused,
  podInvalid,
  objectExists,
];

/**
 * What it means that the API server did not do what it was asked.
 * @problems CLUSTER_CREDENTIALS_INVALID, CLUSTER_NAMESPACE_MISSING, CLUSTER_FORBIDDEN, CLUSTER_QUOTA_EXCEEDED, CLUSTER_ADMISSION_REFUSED,
 * POD_INVALID, CLUSTER_OBJECT_EXISTS, CLUSTER_UNAVAILABLE, CLUSTER_REFUSED
 */
export function answerProblem(call: RefusedCall): Problems {
  for (const read of readings) {
    const problems = read(call);
    if (problems) return problems;
  }
  return [other(call)];
}

function unauthorized({ statusCode, where, credentials }: RefusedCall): Problems | undefined {
  if (statusCode !== 401) return undefined;
  const found = credentials();
  return [
    {
      code: "CLUSTER_CREDENTIALS_INVALID",
      what: `the cluster does not know who asks${found === undefined ? "" : `: ${found}`}`,
      where,
      fix:
        found === undefined
          ? "log in again, or have a new kubeconfig written"
          : "renew it: log in again, or have a new kubeconfig written",
    },
  ];
}

function namespaceMissing({ statusCode, status, namespace, where }: RefusedCall): Problems | undefined {
  const isGone = statusCode === 404 && status.details?.kind === "namespaces";
  const isEnding = status.details?.causes?.some(({ reason }) => reason === "NamespaceTerminating");
  if (!isGone && !isEnding) return undefined;
  const name = namespace ?? status.details?.name ?? "";
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return [{ ...noName(name), where }];
  const what = isGone ? `there is no namespace ${name}` : `the namespace ${name} is being deleted`;
  const fix = `name another one with --namespace${isGone ? `, or create it: kubectl create namespace ${name}` : ", or wait and create it again"}`;
  return [{ code: "CLUSTER_NAMESPACE_MISSING", what, where, fix }];
}

/** Creating it would fail. @source k8s.io/apimachinery pkg/api/validation/generic.go ValidateNamespaceName, v0.34 */
function noName(name: string): Problem {
  return {
    code: "CLUSTER_NAMESPACE_MISSING",
    what: `${JSON.stringify(name)} is no namespace's name: those are lower-case letters, digits and dashes`,
    fix: "name another one with --namespace",
  };
}

/** @source k8s.io/apiserver endpoints/handlers/responsewriters/errors.go forbiddenMessage, v0.34 */
const cannot = /User "(.*?)" cannot (\S+) resource "(\S+)" in API group "(.*?)"/;

function forbidden({ statusCode, status, namespace, where }: RefusedCall): Problems | undefined {
  const [, user, verb, resource, group] = (statusCode === 403 && cannot.exec(status.message ?? "")) || [];
  if (user === undefined) return undefined;
  const place = namespace === undefined ? "in the whole cluster" : `in namespace ${namespace}`;
  return [
    {
      code: "CLUSTER_FORBIDDEN",
      what: `${user} may not ${verb} ${resource} ${place}`,
      where,
      fix: [
        `have a ${namespace === undefined ? "ClusterRole" : "Role"} with this rule bound to ${user}:`,
        `- apiGroups: ["${group}"]`,
        `  resources: ["${resource}"]`,
        `  verbs: ["${verb}"]`,
        ...(isOfRuns(verb, resource) ? ["deploy/kubernetes/run.yaml has it, with all else that a run needs"] : []),
      ].join("\n"),
    },
  ];
}

/** Who makes Pods needs more than that, and would be told verb by verb. */
function isOfRuns(verb: string | undefined, resource: string | undefined): boolean {
  return verb === "create" && resource === "pods";
}

/** @source k8s.io/apiserver plugin/pkg/admission/resourcequota/controller.go checkRequest, v0.34 */
function quotaExceeded({ statusCode, status, where }: RefusedCall): Problems | undefined {
  const [, words, isOver] =
    (statusCode === 403 && /((exceeded quota|failed quota): .*)/s.exec(status.message ?? "")) || [];
  if (words === undefined) return undefined;
  const fix =
    isOver === "exceeded quota"
      ? "wait until others have ended, ask for less, or have the ResourceQuota raised"
      : "set these resources on every container: the ResourceQuota counts them";
  return [{ code: "CLUSTER_QUOTA_EXCEEDED", what: words, where, fix }];
}

/**
 * @source k8s.io/apiserver admission/plugin/webhook/errors/statuserror.go and admission/plugin/policy/validating/errors.go, v0.34;
 * k8s.io/pod-security-admission admission/admission.go
 */
function admissionRefused({ statusCode, status, where, verb }: RefusedCall): Problems | undefined {
  const message = status.message ?? "";
  const [, webhook, reason] = /^admission webhook "(.*?)" denied the request(?:: (.*))?$/s.exec(message) ?? [];
  const [, failing, why] = /failed calling webhook "(.*?)": (.*)$/s.exec(message) ?? [];
  const refusal = (what: string, fix: string): Problems => [{ code: "CLUSTER_ADMISSION_REFUSED", what, where, fix }];
  if (webhook !== undefined) {
    return refusal(
      `the webhook ${webhook} denies it: ${reason || "without a reason"}`,
      "meet what the webhook asks for, or ask who runs it",
    );
  }
  if (failing !== undefined) {
    return refusal(
      `the webhook ${failing}, which must be asked, does not answer: ${why}`,
      "ask who runs the webhook to mend it",
    );
  }
  const [, policy, level, violations] = /violates (PodSecurity) "(.*?)": (.*)$/s.exec(message) ?? [];
  if (policy !== undefined) {
    return refusal(
      `the namespace allows only Pods of Pod Security ${level}: ${violations}`,
      "set what it names in the Pod or its template, or use another namespace",
    );
  }
  if (statusCode !== 403 && !message.includes("ValidatingAdmissionPolicy")) return undefined;
  if (verb !== "create") return undefined;
  return refusal(
    `the cluster refuses it: ${message.replace(/^\S+ "\S*" is forbidden: /, "")}`,
    "change the Pod, or ask who administers the cluster",
  );
}

function podInvalid({ statusCode, status, object, resource, where }: RefusedCall): Problems | undefined {
  const causes = status.details?.causes ?? [];
  if (statusCode !== 422 || resource !== "pods" || causes.length === 0) return undefined;
  const problems = causes.map(
    ({ field = "", message = "" }): Problem => ({
      code: "POD_INVALID",
      what: `the API server does not take the Pod: ${message}`,
      where: `${named(field, object as Pod | undefined)}, at ${where}`,
      fix: "correct it in the task or the template that sets it: podwright explain names them",
    }),
  );
  return problems as unknown as Problems;
}

/** `spec.containers[0].image` with the container's name: `spec.containers[0] (main).image`. */
function named(field: string, pod: Pod | undefined): string {
  const places = pod ? containerPlaces(pod) : [];
  const found = places.find(([, { name }], index) => {
    const path = places[index]?.[0].replace(` (${name})`, "");
    return path !== undefined && (field === path || field.startsWith(`${path}.`));
  });
  return found ? found[0] + field.slice(found[0].replace(` (${found[1].name})`, "").length) : field;
}

function objectExists({ status, namespace, where }: RefusedCall): Problems | undefined {
  if (status.reason !== "AlreadyExists") return undefined;
  const { kind = "object", name = "" } = status.details ?? {};
  const what = `${kind} ${name} exists already${namespace === undefined ? "" : ` in namespace ${namespace}`}`;
  return [
    { code: "CLUSTER_OBJECT_EXISTS", what, where, fix: "use another name, or delete it if it is not needed any more" },
  ];
}

function other({ statusCode, status, verb, resource, where }: RefusedCall): Problem {
  const said = status.message ?? "without a word";
  if (statusCode >= 500 || statusCode === 429) {
    const fix = "try again later; if it goes on, ask who administers the cluster";
    return {
      code: "CLUSTER_UNAVAILABLE",
      what: `the cluster cannot ${verb} ${resource} now: ${statusCode} ${said}`,
      where,
      fix,
    };
  }
  const fix = "check that this is a Kubernetes API server of version 1.29 or later, and the names that were given";
  return {
    code: "CLUSTER_REFUSED",
    what: `the cluster does not ${verb} ${resource}: ${statusCode} ${said}`,
    where,
    fix,
  };
}
