import { expect, test } from "vitest";
import { answerProblem, type RefusedCall } from "./answer-problem.ts";

const call: RefusedCall = {
  statusCode: 403,
  status: {},
  verb: "create",
  resource: "pods",
  namespace: "team",
  where: "https://c (context c)",
  credentials: () => undefined,
};

/** Messages of a Kubernetes 1.34 API server. */
test.for<{ name: string; call: Partial<RefusedCall>; want: readonly string[] }>([
  {
    name: "a missing right, with the rule that would give it",
    call: {
      resource: "pods/log",
      status: {
        message:
          'pods "x" is forbidden: User "system:serviceaccount:team:low" cannot get resource "pods/log" in API group "" in the namespace "team"',
      },
    },
    want: [
      `CLUSTER_FORBIDDEN system:serviceaccount:team:low may not get pods/log in namespace team
have a Role with this rule bound to system:serviceaccount:team:low:
- apiGroups: [""]
  resources: ["pods/log"]
  verbs: ["get"]`,
    ],
  },
  {
    name: "that Pods may not be made, with where all rules of a run stand",
    call: {
      resource: "pods",
      status: {
        message: 'pods is forbidden: User "u" cannot create resource "pods" in API group "" in the namespace "team"',
      },
    },
    want: [
      `CLUSTER_FORBIDDEN u may not create pods in namespace team
have a Role with this rule bound to u:
- apiGroups: [""]
  resources: ["pods"]
  verbs: ["create"]
deploy/kubernetes/run.yaml has it, with all else that a run needs`,
    ],
  },
  {
    name: "a quota that is used up",
    call: {
      status: { message: 'pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0' },
    },
    want: [
      `CLUSTER_QUOTA_EXCEEDED exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0
wait until others have ended, ask for less, or have the ResourceQuota raised`,
    ],
  },
  {
    name: "a quota that wants resources stated",
    call: { status: { message: 'pods "x" is forbidden: failed quota: q: must specify limits.cpu for: main' } },
    want: [
      `CLUSTER_QUOTA_EXCEEDED failed quota: q: must specify limits.cpu for: main
set these resources on every container: the ResourceQuota counts them`,
    ],
  },
  {
    name: "a webhook that denies",
    call: {
      statusCode: 400,
      status: { message: 'admission webhook "pods.policy.test" denied the request: no latest tags' },
    },
    want: [
      `CLUSTER_ADMISSION_REFUSED the webhook pods.policy.test denies it: no latest tags
meet what the webhook asks for, or ask who runs it`,
    ],
  },
  {
    name: "a webhook that does not answer",
    call: {
      statusCode: 500,
      status: {
        message:
          'Internal error occurred: failed calling webhook "pods.policy.test": failed to call webhook: Post "https://x": EOF',
      },
    },
    want: [
      `CLUSTER_ADMISSION_REFUSED the webhook pods.policy.test, which must be asked, does not answer: failed to call webhook: Post "https://x": EOF
ask who runs the webhook to mend it`,
    ],
  },
  {
    name: "Pod Security",
    call: {
      status: {
        message:
          'pods "x" is forbidden: violates PodSecurity "baseline:latest": privileged (container "a" must not set securityContext.privileged=true)',
      },
    },
    want: [
      `CLUSTER_ADMISSION_REFUSED the namespace allows only Pods of Pod Security baseline:latest: privileged (container "a" must not set securityContext.privileged=true)
set what it names in the Pod or its template, or use another namespace`,
    ],
  },
  {
    name: "a service account that is not there",
    call: {
      status: {
        message: 'pods "y" is forbidden: error looking up service account team/qq: serviceaccount "qq" not found',
      },
    },
    want: [
      `CLUSTER_ADMISSION_REFUSED the cluster refuses it: error looking up service account team/qq: serviceaccount "qq" not found
change the Pod, or ask who administers the cluster`,
    ],
  },
  {
    name: "an invalid Pod, each field with its container's name",
    call: {
      statusCode: 422,
      object: { spec: { initContainers: [{ name: "prepare" }], containers: [{ name: "main" }] } },
      status: {
        details: {
          causes: [
            { field: "spec.initContainers[0].volumeMounts[0].name", message: 'Not found: "v"' },
            { field: "spec.restartPolicy", message: 'Unsupported value: "q"' },
          ],
        },
      },
    },
    want: [
      `POD_INVALID the API server does not take the Pod: Not found: "v"
correct it in the task or the template that sets it: podwright explain names them
spec.initContainers[0] (prepare).volumeMounts[0].name, at https://c (context c)`,
      `POD_INVALID the API server does not take the Pod: Unsupported value: "q"
correct it in the task or the template that sets it: podwright explain names them
spec.restartPolicy, at https://c (context c)`,
    ],
  },
  {
    name: "a namespace that is not there",
    call: { statusCode: 404, status: { details: { kind: "namespaces", name: "team" } } },
    want: [
      `CLUSTER_NAMESPACE_MISSING there is no namespace team
name another one with --namespace, or create it: kubectl create namespace team`,
    ],
  },
  {
    name: "what is no namespace's name",
    call: { namespace: "Bad_NS", statusCode: 404, status: { details: { kind: "namespaces", name: "Bad_NS" } } },
    want: [
      `CLUSTER_NAMESPACE_MISSING "Bad_NS" is no namespace's name: those are lower-case letters, digits and dashes
name another one with --namespace`,
    ],
  },
  {
    name: "an object that exists",
    call: { statusCode: 409, status: { reason: "AlreadyExists", details: { kind: "pods", name: "x" } } },
    want: [
      `CLUSTER_OBJECT_EXISTS pods x exists already in namespace team
use another name, or delete it if it is not needed any more`,
    ],
  },
  {
    name: "credentials that are over",
    call: { statusCode: 401, credentials: () => "the token expired at 2026-01-01T00:00:00.000Z" },
    want: [
      `CLUSTER_CREDENTIALS_INVALID the cluster does not know who asks: the token expired at 2026-01-01T00:00:00.000Z
renew it: log in again, or have a new kubeconfig written`,
    ],
  },
  {
    name: "a server in trouble",
    call: { statusCode: 503, status: { message: "apiserver not ready" } },
    want: [
      `CLUSTER_UNAVAILABLE the cluster cannot create pods now: 503 apiserver not ready
try again later; if it goes on, ask who administers the cluster`,
    ],
  },
  {
    name: "what is no Kubernetes",
    call: { statusCode: 404, status: { message: "<h1>nginx</h1>" } },
    want: [
      `CLUSTER_REFUSED the cluster does not create pods: 404 <h1>nginx</h1>
check that this is a Kubernetes API server of version 1.29 or later, and the names that were given`,
    ],
  },
])("tells $name", ({ call: given, want }) => {
  const problems = answerProblem({ ...call, ...given });
  const told = problems.map(({ code, what, fix, where }) => {
    return [`${code} ${what}`, fix, ...(where === call.where ? [] : [where])].join("\n");
  });
  expect(told).toEqual(want);
});
