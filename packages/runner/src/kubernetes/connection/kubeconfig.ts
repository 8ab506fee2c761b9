import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { didYouMean, type Problem, ProblemError } from "@podwright/core";
import { parse } from "yaml";
import { type Environment, type KubeconfigFile, readKubeconfigFiles } from "./kubeconfig-files.ts";

export interface ClusterChoice {
  /** A file in place of those that the environment names. */
  readonly kubeconfig?: string;
  /** Default: the kubeconfig's current one. */
  readonly context?: string;
  /** Default: the context's, else `default`. */
  readonly namespace?: string;
  readonly environment: Environment;
}

type Fields = Readonly<Record<string, unknown>>;

/** One context of a kubeconfig, with the cluster and the user that it names. */
export interface Kubeconfig {
  /** The file that the context stands in; for a Pod's service account its folder. */
  readonly path: string;
  /** Absent: a Pod's own service account. */
  readonly context: string | undefined;
  readonly namespace: string;
  readonly clusterName: string;
  /** By the kubeconfig's own keys; paths are absolute. */
  readonly cluster: Fields & { readonly server: string };
  readonly userName: string;
  readonly user: Fields;
}

const serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * Which cluster is asked, and as whom, by kubectl's rules.
 * @problems KUBECONFIG_MISSING, KUBECONFIG_INVALID, KUBECONFIG_CONTEXT_UNKNOWN
 * @source k8s.io/client-go tools/clientcmd, v0.34
 */
export function readKubeconfig(choice: ClusterChoice): Kubeconfig {
  const files = readKubeconfigFiles(choice.kubeconfig, choice.environment).map(parseFile);
  const contexts = files.flatMap((file) => file.contexts);
  const name = choice.context ?? files.find(({ current }) => current !== "")?.current;
  if (name === undefined && contexts.length === 0) return ofServiceAccount(choice);
  const context = contexts.find((entry) => entry.name === name);
  if (!context) throw new ProblemError([contextUnknown(name, contexts, files)]);
  const clusterName = String(context.fields.cluster ?? "");
  const userName = String(context.fields.user ?? "");
  const cluster = files.flatMap((file) => file.clusters).find((entry) => entry.name === clusterName);
  const user = files.flatMap((file) => file.users).find((entry) => entry.name === userName);
  const where = `context ${name} in ${context.path}`;
  if (!cluster) throw invalid(`there is no cluster ${JSON.stringify(clusterName)}`, where, "name one that there is");
  if (!user && userName !== "")
    throw invalid(`there is no user ${JSON.stringify(userName)}`, where, "name one that there is");
  const { server } = cluster.fields;
  if (typeof server !== "string" || !URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
    throw invalid(
      "a cluster's server is no http or https address",
      `cluster ${clusterName} in ${cluster.path}`,
      "correct it",
    );
  }
  return {
    path: context.path,
    context: context.name,
    namespace: choice.namespace ?? text(context.fields.namespace) ?? "default",
    clusterName,
    cluster: { ...cluster.fields, server: server.replace(/\/+$/, "") },
    userName,
    user: user?.fields ?? {},
  };
}

/** The names of a kubeconfig's contexts, those of the first file first. @problems KUBECONFIG_MISSING, KUBECONFIG_INVALID */
export function listContexts({ kubeconfig, environment }: ClusterChoice): readonly string[] {
  const files = readKubeconfigFiles(kubeconfig, environment).map(parseFile);
  return [...new Set(files.flatMap(({ contexts }) => contexts.map(({ name }) => name)))];
}

interface Entry {
  readonly path: string;
  readonly name: string;
  readonly fields: Fields;
}

interface ParsedFile {
  readonly path: string;
  readonly current: string;
  readonly contexts: readonly Entry[];
  readonly clusters: readonly Entry[];
  readonly users: readonly Entry[];
}

function parseFile({ path, text: content }: KubeconfigFile): ParsedFile {
  const root = parseYaml(content, path);
  const entries = (list: string, key: string): readonly Entry[] => {
    const items = root[list] ?? [];
    if (!Array.isArray(items)) throw invalid(`${list} is no list`, path, "write it as `kubectl config` does");
    return items.map((item: unknown, index): Entry => {
      const where = `${path}, ${list}[${index}]`;
      if (!isFields(item) || typeof item.name !== "string") throw invalid("an entry has no name", where, "name it");
      const fields = item[key] ?? {};
      if (!isFields(fields)) throw invalid(`${key} is no map`, where, "write it as `kubectl config` does");
      return { path, name: item.name, fields: withAbsolutePaths(fields, dirname(path)) };
    });
  };
  return {
    path,
    current: text(root["current-context"]) ?? "",
    contexts: entries("contexts", "context"),
    clusters: entries("clusters", "cluster"),
    users: entries("users", "user"),
  };
}

function parseYaml(content: string, path: string): Fields {
  let root: unknown;
  try {
    root = parse(content) ?? {};
  } catch (error) {
    // The message repeats lines of the file, which may hold a key.
    const [first = ""] = (error as Error).message.split("\n");
    throw invalid(`the kubeconfig is no YAML: ${first.replace(/:$/, "")}`, path, "mend it, or name another one");
  }
  if (isFields(root)) return root;
  throw invalid("the kubeconfig is no map", path, "name a file that `kubectl config` has written");
}

const pathKeys = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];

function withAbsolutePaths(fields: Fields, folder: string): Fields {
  const paths = pathKeys.flatMap((key) => {
    const path = text(fields[key]);
    return path === undefined || isAbsolute(path) ? [] : [[key, join(folder, path)] as const];
  });
  const { exec } = fields;
  const command = isFields(exec) ? text(exec.command) : undefined;
  const isRelative = command?.includes("/") && !isAbsolute(command);
  return {
    ...fields,
    ...Object.fromEntries(paths),
    ...(command !== undefined && isRelative && { exec: { ...(exec as Fields), command: join(folder, command) } }),
  };
}

/** @source k8s.io/client-go rest.InClusterConfig and tools/clientcmd inClusterClientConfig, v0.34 */
function ofServiceAccount({ context, namespace, environment }: ClusterChoice): Kubeconfig {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port, POD_NAMESPACE } = environment;
  if (!host || !port || context !== undefined) {
    throw new ProblemError([
      {
        code: "KUBECONFIG_MISSING",
        what: "there is no kubeconfig, so it is not known which cluster to ask",
        where: "tried KUBECONFIG (unset), ~/.kube/config (none), the service account of a Pod (this is none)",
        fix: "have one written by whoever runs the cluster, and name it with --kubeconfig or KUBECONFIG",
      },
    ]);
  }
  const file = (name: string) => `${serviceAccountFolder}/${name}`;
  return {
    path: serviceAccountFolder,
    context: undefined,
    namespace: namespace ?? (POD_NAMESPACE || readNamespace(file("namespace")) || "default"),
    clusterName: "in-cluster",
    cluster: {
      server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
      "certificate-authority": file("ca.crt"),
    },
    userName: "service account",
    user: { tokenFile: file("token") },
  };
}

function readNamespace(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function contextUnknown(name: string | undefined, contexts: readonly Entry[], files: readonly ParsedFile[]): Problem {
  const names = [...new Set(contexts.map((entry) => entry.name))];
  const meant = name === undefined ? undefined : didYouMean(name, names);
  return {
    code: "KUBECONFIG_CONTEXT_UNKNOWN",
    what:
      name === undefined
        ? "the kubeconfig has no current context"
        : `the kubeconfig has no context ${JSON.stringify(name)}`,
    where: `${files.map(({ path }) => path).join(", ")}, which has ${names.length === 0 ? "none" : names.join(", ")}`,
    fix: contextFix(meant, names),
  };
}

function contextFix(meant: string | undefined, names: readonly string[]): string {
  if (meant !== undefined) return `use --context ${meant}`;
  if (names.length === 0) return "name a kubeconfig that has contexts with --kubeconfig or KUBECONFIG";
  return names.length === 1 ? `use --context ${names[0]}` : `name one of these with --context: ${names.join(", ")}`;
}

function invalid(what: string, where: string, fix: string): ProblemError {
  return new ProblemError([{ code: "KUBECONFIG_INVALID", what, where, fix }]);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
