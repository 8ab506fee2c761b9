import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemError, reasonOf } from "@podwright/core";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface KubeconfigFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The kubeconfig files that count, first ones first: the named one, else all that KUBECONFIG lists, else `~/.kube/config`.
 * Files of the list that do not exist are passed over, as kubectl does.
 * @returns none when there are none, and only a Pod's own service account is left
 * @problems KUBECONFIG_MISSING
 * @source k8s.io/client-go tools/clientcmd/loader.go, v0.34
 */
export function readKubeconfigFiles(named: string | undefined, environment: Environment): readonly KubeconfigFile[] {
  if (named !== undefined) return [read(named, "--kubeconfig") ?? missing(named, "--kubeconfig names")];
  const listed = (environment.KUBECONFIG ?? "").split(":").filter((path) => path !== "");
  if (listed.length > 0) {
    const found = listed.flatMap((path) => read(path, "KUBECONFIG") ?? []);
    return found.length > 0 ? found : [missing(listed.join(", "), "KUBECONFIG names")];
  }
  const home = environment.HOME;
  return (home ? [read(join(home, ".kube/config"), "HOME")] : []).flatMap((file) => file ?? []);
}

function read(path: string, from: string): KubeconfigFile | undefined {
  try {
    return { path, text: readFileSync(path, "utf8") };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new ProblemError([
      {
        code: "KUBECONFIG_MISSING",
        what: `the kubeconfig cannot be read: ${reasonOf(error)}`,
        where: `${path} (${from})`,
        fix: "make it readable, or name another one with --kubeconfig or KUBECONFIG",
      },
    ]);
  }
}

function missing(paths: string, who: string): never {
  throw new ProblemError([
    {
      code: "KUBECONFIG_MISSING",
      what: `${who} a kubeconfig that does not exist`,
      where: paths,
      fix: "correct the path, or leave it out to use ~/.kube/config",
    },
  ]);
}
