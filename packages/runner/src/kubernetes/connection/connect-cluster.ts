import { answerProblem, type ServerStatus } from "./answer-problem.ts";
import type { Cluster, ListCall, PlacedCall, WatchNews } from "./cluster.ts";
import { ClusterError, hasStatus } from "./cluster-error.ts";
import { type ResourceName, resources } from "./cluster-objects.ts";
import { clusterTrust } from "./cluster-trust.ts";
import { whereOf } from "./connection-problem.ts";
import { jsonLines } from "./json-lines.ts";
import { type ClusterChoice, readKubeconfig } from "./kubeconfig.ts";
import { type ClusterRequest, openRequests } from "./send-request.ts";

/** As kubectl asks for. */
const pageSize = 500;
/** A watch that says nothing for so long, not even a bookmark (one a minute), is taken up anew. */
const watchSilenceMs = 90_000;
/** The server ends a watch after this and up to twice as long. */
const watchSeconds = 240;
/** A container may well write nothing for hours: its log is then taken up anew where it was. */
const logSilenceMs = 600_000;

/** @source https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches */
const metadataAlone = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

type Place = Pick<ClusterRequest, "path" | "resource" | "namespace" | "signal">;

/**
 * The cluster that a kubeconfig names; nothing is asked of it yet.
 * @problems KUBECONFIG_MISSING, KUBECONFIG_INVALID, KUBECONFIG_CONTEXT_UNKNOWN
 */
export async function connectCluster(choice: ClusterChoice): Promise<Cluster> {
  const kubeconfig = readKubeconfig(choice);
  const trust = await clusterTrust(kubeconfig, choice.environment);
  const requests = openRequests(kubeconfig, trust, choice.environment);
  const place = (resource: ResourceName, { namespace, signal }: PlacedCall, name?: string): Place => {
    const { root, namespaced } = resources[resource];
    const within = namespace ?? kubeconfig.namespace;
    const parts = [...(namespaced ? ["namespaces", within] : []), resource, ...(name === undefined ? [] : [name])];
    return {
      path: [root, ...parts.map(encodeURIComponent)].join("/"),
      resource,
      ...(namespaced && { namespace: within }),
      signal,
    };
  };
  const orNone = async <T>(
    asked: Promise<T>,
    isNone: (error: unknown) => boolean = isMissing,
  ): Promise<T | undefined> => {
    try {
      return await asked;
    } catch (error) {
      if (isNone(error)) return undefined;
      throw error;
    }
  };
  const ask = async <T>(request: ClusterRequest): Promise<T> => JSON.parse(await requests.whole(request)) as T;

  return {
    server: kubeconfig.cluster.server,
    context: kubeconfig.context,
    namespace: kubeconfig.namespace,
    version: async ({ signal } = {}) => {
      const request = { method: "GET", path: "/version", verb: "get", resource: "/version", signal } as const;
      return (await ask<{ readonly gitVersion: string }>(request)).gitVersion;
    },
    get: (resource, name, call = {}) => orNone(ask({ method: "GET", verb: "get", ...place(resource, call, name) })),
    exists: async (resource, name, call = {}) => {
      const request = { method: "GET", verb: "get", ...place(resource, call, name), accept: metadataAlone } as const;
      return (await orNone(requests.whole(request))) !== undefined;
    },
    list: async (resource, call = {}) => {
      const items: never[] = [];
      let page: ServerList = {};
      do {
        const query = { ...selectors(call), limit: String(pageSize), continue: page.metadata?.continue };
        page = await ask<ServerList>({ method: "GET", verb: "list", ...place(resource, call), query });
        items.push(...((page.items ?? []) as never[]));
      } while (page.metadata?.continue);
      return { items, resourceVersion: page.metadata?.resourceVersion ?? "" };
    },
    create: (resource, object, { dryRun, ...call } = {}) => {
      const { kind, root } = resources[resource];
      const body = { apiVersion: root.replace(/^\/apis?\//, ""), kind, ...object };
      const query = dryRun ? { dryRun: "All" } : {};
      return ask({ method: "POST", verb: "create", ...place(resource, call), query, body });
    },
    patch: (resource, name, body, call = {}) => {
      const contentType = "application/strategic-merge-patch+json";
      const request = { method: "PATCH", verb: "patch", ...place(resource, call, name), body, contentType } as const;
      return orNone(ask(request), (error) => isMissing(error) || hasStatus(error, 409) || isOfAnother(error));
    },
    delete: async (resource, name, { graceSeconds, uid, resourceVersion, ...call } = {}) => {
      const body = {
        ...(graceSeconds !== undefined && { gracePeriodSeconds: graceSeconds }),
        preconditions: { ...(uid !== undefined && { uid }), ...(resourceVersion !== undefined && { resourceVersion }) },
      };
      const request = { method: "DELETE", verb: "delete", ...place(resource, call, name), body } as const;
      const done = await orNone(requests.whole(request), (error) => isMissing(error) || hasStatus(error, 409));
      return done !== undefined;
    },
    watch: async function* (resource, { resourceVersion, ...call }) {
      const timeoutSeconds = String(Math.round(watchSeconds * (1 + Math.random())));
      const fixed = { watch: "true", allowWatchBookmarks: "true", resourceVersion, timeoutSeconds };
      const request = { method: "GET", verb: "watch", ...place(resource, call), silenceMs: watchSilenceMs } as const;
      const { chunks } = await requests.once({ ...request, query: { ...selectors(call), ...fixed } });
      for await (const line of jsonLines(chunks)) {
        const { type, object } = line as { readonly type: string; readonly object: ServerObject & ServerStatus };
        if (type === "ERROR") throw watchError(object, { ...request, where: whereOf(kubeconfig) });
        yield { type, object, resourceVersion: object.metadata?.resourceVersion ?? "" } as WatchNews<never>;
      }
    },
    logs: async (pod, { container, previous, follow, sinceTime, ...call }) => {
      const { path, ...rest } = place("pods", call, pod);
      const query = {
        container,
        timestamps: "true",
        ...(previous && { previous: "true" }),
        ...(follow && { follow: "true" }),
        ...(sinceTime !== undefined && { sinceTime }),
      };
      const request = { method: "GET", verb: "get", ...rest, path: `${path}/log`, resource: "pods/log" } as const;
      return (await requests.once({ ...request, query, silenceMs: logSilenceMs })).chunks;
    },
    close: () => requests.close(),
  };
}

interface ServerObject {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly code?: number;
}

interface ServerList extends ServerObject {
  readonly items?: readonly unknown[];
}

function selectors({ labelSelector, fieldSelector }: ListCall): ClusterRequest["query"] & object {
  return { labelSelector, fieldSelector };
}

/** That a namespace is missing is a problem of its own. */
function isMissing(error: unknown): boolean {
  return hasStatus(error, 404) && error.problems[0].code !== "CLUSTER_NAMESPACE_MISSING";
}

/** @source k8s.io/apimachinery pkg/api/validation/objectmeta.go ValidateObjectMetaAccessorUpdate, v0.34 */
function isOfAnother(error: unknown): boolean {
  return hasStatus(error, 422) && /metadata\.uid: .*field is immutable/.test(error.problems[0].what);
}

function watchError(
  status: ServerStatus & ServerObject,
  call: { readonly verb: string; readonly resource: string; readonly where: string },
): ClusterError {
  const statusCode = status.code ?? 500;
  const problems = answerProblem({ ...call, statusCode, status, credentials: () => undefined });
  return new ClusterError(problems, { transient: statusCode === 429 || statusCode >= 500, statusCode });
}
