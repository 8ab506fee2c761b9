import { copilotProgram, type Problem, ProblemError } from "@podwright/core";
import type { ReadyEngine } from "./engines.ts";
import type { PreparedRun } from "./prepare-run.ts";

/**
 * What stands between an engine's containers and the store, where they need it: the copilot moves data, or the task's interface has some.
 * @returns warnings
 * @problems STORE_OUT_OF_REACH, thrown, for a folder where our own copilot, which is given it, does not serve
 */
export function storeProblems({ runner, ownCopilot }: ReadyEngine, run: PreparedRun): readonly Problem[] {
  if (ownCopilot || !needsStore(run)) return [];
  const { folder } = run.store;
  const onCluster = runner.engine === "kubernetes";
  if (folder !== undefined) throw new ProblemError([onCluster ? outOfReach(folder) : outsideImage(folder)]);
  if (!onCluster) return [];
  const endpoint = storeEndpoint(run.store);
  return isLoopback(endpoint) ? [onLoopback(endpoint)] : [];
}

function needsStore({ composition, facts }: PreparedRun): boolean {
  const { initContainers = [], containers = [] } = composition.pod.spec ?? {};
  const { inputs, outputs } = facts.task.interface ?? {};
  return (
    [...initContainers, ...containers].some(({ command }) => command?.[0] === copilotProgram) ||
    [inputs, outputs].some((variables) => (variables?.variables.length ?? 0) > 0)
  );
}

/** Where the Pod's copilot finds the store; empty where no config says it. */
export function storeEndpoint({ config }: PreparedRun["store"]): string {
  const storage = config.config["co-pilot"]["storage-config-override"] ?? config.storage;
  return storage.stow.config.endpoint ?? "";
}

/** Names that lead a container to itself. */
export function isLoopback(endpoint: string): boolean {
  const url = /^[a-z]+:\/\//i.test(endpoint) ? endpoint : `http://${endpoint}`;
  if (endpoint === "" || !URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/.test(hostname);
}

function outOfReach(folder: string): Problem {
  return {
    code: "STORE_OUT_OF_REACH",
    what: "the store is a folder of this machine, which no Pod of a cluster sees",
    where: folder,
    fix: "give a store that the cluster reaches: --store s3://BUCKET[/PREFIX], with --config for where it is (docs/run.md)",
  };
}

function outsideImage(folder: string): Problem {
  return {
    code: "STORE_OUT_OF_REACH",
    what: "the store is a folder of this machine, which the copilot of an image does not see",
    where: folder,
    fix: "leave --copilot image away: Podwright's own copilot sees it; or give a store that containers reach: --store s3://BUCKET[/PREFIX] (docs/run.md)",
  };
}

function onLoopback(endpoint: string): Problem {
  return {
    code: "STORE_OUT_OF_REACH",
    severity: "warning",
    what: "the store's endpoint is this machine itself, and for a Pod of a cluster the Pod itself",
    where: `storage.stow.config.endpoint: ${endpoint}`,
    fix: "name it as the cluster reaches it; where that is another name than yours, give the Pod's in plugins.k8s.co-pilot.storage-config-override",
  };
}
