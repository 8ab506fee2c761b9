import {
  chooseContainerRuntime,
  createDockerRunner,
  createKubernetesRunner,
  createSandboxRunner,
  type EngineName,
  type PodRunner,
} from "@podwright/runner";
import type { Shell } from "../shell.ts";
import { engineSearch } from "./engine-search.ts";
import type { PreparedRun } from "./prepare-run.ts";
import { isLoopback, storeEndpoint } from "./store-problems.ts";

/** An engine that works here. */
export interface ReadyEngine {
  readonly runner: PodRunner;
  /** Why it does, to stand behind a choice that nobody made: `bubblewrap works here`. */
  readonly because: string;
  /** What whoever runs something on it should know, in a line. */
  readonly note?: string;
  /** Whether Podwright's own copilot moves data, whatever image the Pod names for it. */
  readonly ownCopilot: boolean;
  /** Ends what it holds open. */
  readonly close?: () => Promise<void>;
}

/** What the command line says of engines; each takes what is its own. */
export interface EngineOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly apply?: boolean;
  readonly keep?: boolean;
  /** Whose copilot moves data on docker: Podwright's own, or that of the Pod's image. */
  readonly copilot?: "own" | "image";
}

export interface EngineFacts {
  readonly options: EngineOptions;
  readonly environment: Shell["environment"];
  /** The first run that needs it: all that come after have the same store. */
  readonly run: Pick<PreparedRun, "store" | "execution">;
}

type OpenEngine = (facts: EngineFacts) => Promise<ReadyEngine>;

/** Every engine there is; what is heavy of one is loaded when it is opened. Each throws what stands in its way as ProblemError. */
export const engines: Readonly<Record<EngineName, OpenEngine>> = {
  sandbox: async ({ environment }) => {
    const runner = createSandboxRunner({ path: environment.PATH ?? "", temporaryFolder: environment.TMPDIR || "/tmp" });
    await runner.probe();
    return {
      runner,
      because: "bubblewrap works here",
      ownCopilot: true,
      note: "the sandbox uses this machine's programs, not the image (docs/sandbox.md)",
    };
  },
  docker: async ({ environment, options, run }) => {
    const search = engineSearch(environment);
    const found = await chooseContainerRuntime(search);
    const isOnLoopback = isLoopback(storeEndpoint(run.store));
    return {
      runner: createDockerRunner({
        search,
        found,
        ...(isOnLoopback && { network: "host" }),
        ...(options.copilot && { copilot: options.copilot }),
      }),
      because: `${found.engine.name} ${found.engine.version} answers at ${found.place}`,
      ownCopilot: options.copilot !== "image",
      ...(isOnLoopback && { note: "the Pod has this machine's network, as its store is on loopback" }),
    };
  },
  kubernetes: async ({ environment, options, run }) => {
    const runner = createKubernetesRunner({ ...options, environment });
    const note = `the cluster at ${await runner.server()} runs it, in namespace ${run.execution.namespace}`;
    return { runner, because: "it was named", ownCopilot: false, note, close: runner.close };
  },
};
