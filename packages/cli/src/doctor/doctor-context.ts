import { ProblemError, type Result, valueOrThrow } from "@podwright/core";
import { type Cluster, type ClusterChoice, connectCluster } from "@podwright/runner";
import { gatherTrust, type InspectedServer, inspectS3Server } from "@podwright/store";
import { clusterChoice } from "../cluster/cluster-choice.ts";
import { environmentOf } from "../facts/environment-of.ts";
import { readConfig } from "../facts/read-config.ts";
import { readSettings, type Settings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";
import { type ChosenStore, chooseStore } from "../store/choose-store.ts";
import { withOwnTrust } from "../store/own-trust.ts";

export interface DoctorOptions {
  readonly store?: string;
  readonly config?: readonly string[];
  readonly project?: string | false;
  /** The kubeconfig's path, context and namespace; absent: as kubectl finds them. */
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  /** Also writes one small blob into the store. */
  readonly write?: true;
}

/** What checks share. What takes reading is read once, by whoever asks first. */
export interface DoctorContext {
  readonly environment: Shell["environment"];
  readonly workingDirectory: string;
  readonly options: DoctorOptions;
  readonly now: Date;
  readonly settings: () => Promise<Result<Settings>>;
  /** Undefined: nothing names a store, and `podwright run` would take a folder of its own. @throws ProblemError */
  readonly store: () => Promise<ChosenStore | undefined>;
  /** Which cluster is meant: by the flags, else by the project's file. */
  readonly clusterChoice: () => Promise<ClusterChoice>;
  /** Undefined: no kubeconfig names one. @throws ProblemError */
  readonly cluster: () => Promise<Cluster | undefined>;
  /** The server of a store in S3, reached and trusted. @throws ProblemError */
  readonly storeServer: (store: ChosenStore, signal: AbortSignal) => Promise<InspectedServer>;
}

export function createDoctorContext(options: DoctorOptions, shell: Shell): DoctorContext {
  const settings = once(() => readSettings(options, shell, { cluster: true }));
  const { environment, workingDirectory } = shell;
  const { kubeconfig, namespace } = options;
  const choice = once(async (): Promise<ClusterChoice> => {
    const said = await settings();
    const { context = said.ok ? said.value.projectContext : undefined } = options;
    return clusterChoice({ kubeconfig, context, namespace }, environment);
  });
  return {
    environment,
    workingDirectory,
    options,
    now: new Date(),
    settings,
    store: once(async () => {
      const said = await settings();
      const { config = options.config, semantics, store } = said.ok ? said.value : {};
      const { flyte } = valueOrThrow(await readConfig(config, semantics ?? "flyte-2.0", environmentOf(environment)));
      const url = options.store ?? store;
      if (url === undefined && flyte.storage.container === "") return undefined;
      return valueOrThrow(chooseStore(url, flyte, shell));
    }),
    clusterChoice: choice,
    cluster: once(async () => {
      try {
        return await connectCluster(await choice());
      } catch (error) {
        const isMissing = error instanceof ProblemError && error.problems[0].code === "KUBECONFIG_MISSING";
        if (!isMissing) throw error;
        return undefined;
      }
    }),
    storeServer: once(async ({ storage }, signal) => {
      const trust = await gatherTrust(environment);
      const { config } = storage.stow;
      return await withOwnTrust(inspectS3Server({ config, environment, trust, signal }), environment);
    }),
  };
}

/** The same promise for everybody who asks. */
function once<Given extends readonly unknown[], T>(
  make: (...given: Given) => Promise<T>,
): (...given: Given) => Promise<T> {
  let made: Promise<T> | undefined;
  return (...given) => {
    made ??= make(...given);
    return made;
  };
}
