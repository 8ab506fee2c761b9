import { composePod, exitCodes, explainLivePod, inferExecution, valueOrThrow } from "@podwright/core";
import { Argument, Command, Option } from "commander";
import { clusterLabel } from "../cluster/cluster-place.ts";
import { withCluster } from "../cluster/read-cluster.ts";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions } from "../command-line/shared-options.ts";
import { findTask, otherTask } from "../explain-pod/find-task.ts";
import { meantRules } from "../explain-pod/meant-rules.ts";
import { isDrift, type PodData, podChangeData, renderPodData, summaryOf } from "../explain-pod/pod-data.ts";
import { readLivePod } from "../explain-pod/read-live-pod.ts";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { composeFacts } from "../facts/compose-facts.ts";
import { gatherSources } from "../facts/gather-sources.ts";
import { placeResult } from "../facts/place-result.ts";
import { readSourcePlaces } from "../facts/read-source-places.ts";
import { chooseStyle } from "../output/style.ts";
import { readSettings, type Settings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";

interface ExplainPodOptions extends Omit<SharedOptions, "boundary" | "fromCluster"> {
  readonly task?: string;
  readonly output: "table" | "json";
}

/** As `diff` has it. */
const exitCodeDiffers = 1;

/** `podwright explain pod`: says how a Pod in a cluster differs from what composing gives now, and who most likely made it so. */
export function explainPodCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("pod")
    .summary("compare a Pod in a cluster with what composing gives now")
    .description(
      `Compares a Pod that stands in a cluster with what composing gives now, and says of each difference who most likely made it: drift of templates or config, \
an admission webhook, somebody later, the API server, the scheduler. Reads only. Facts of the execution come from the Pod itself.
Ends with 0 if nothing but Kubernetes itself and facts that the Pod does not tell make a difference, and 1 if something drifted or was changed (docs/kubernetes.md).`,
    )
    .addArgument(new Argument("<name>", "the Pod"))
    .addOption(
      new Option("--task <file>", "the Pod's task (default: the one of its name among podwright.yaml's tasks)"),
    )
    .addOption(new Option("-o, --output <format>", "how to print it").choices(["table", "json"]).default("table"));
  for (const option of sharedOptions("boundary", "fromCluster")) command.addOption(option);
  return command.addHelpText("after", examples).action(async (name: string, options: ExplainPodOptions) => {
    finish((await explainPod(name, options, shell)) ? exitCodeDiffers : exitCodes.ok);
  });
}

const examples = `
Examples:
  $ podwright explain pod f3a9c1-n0-0 -n flytesnacks-development --task task.pb
  $ podwright explain pod f3a9c1-n0-0 -n flytesnacks-development --task task.pb -f templates/ -o json`;

/** @returns whether something drifted or was changed */
async function explainPod(name: string, options: ExplainPodOptions, shell: Shell): Promise<boolean> {
  const said = valueOrThrow(await readSettings({ ...options, fromCluster: true }, shell, { tasks: !options.task }));
  const cluster = said.cluster ?? { answers: new Map() };
  const read = await withCluster(cluster, shell.environment, async (reader) => ({
    label: clusterLabel(reader.context),
    pod: await readLivePod(reader, options.namespace ?? reader.namespace, name),
  }));
  const live = valueOrThrow(read.pod);
  if (read.pod.ok) read.pod.warnings.forEach(shell.warn);
  const task = options.task ?? valueOrThrow(await findTask(live, said.tasks));
  const { namespace = "" } = live.metadata ?? {};
  const settings = withRules({ ...said, namespace }, live);
  const semantics = chooseSemantics(settings, shell);
  const gathered = await gatherSources(task, { ...settings, semantics }, shell.environment);
  const sources = valueOrThrow(gathered);
  if (gathered.ok) gathered.warnings.forEach(shell.warn);
  otherTask(live, sources).forEach(shell.warn);
  const facts = composeFacts(sources, settings, shell);
  const {
    execution,
    facts: told,
    unknown,
  } = inferExecution(live, sources.execution, facts.execution, (each) => {
    const composed = composePod({ ...facts, execution: each }, { semantics });
    return composed.ok ? composed.value.pod : undefined;
  });
  const composed = composePod({ ...facts, execution }, { semantics, trace: true });
  const composition = valueOrThrow(placeResult(composed, sources));
  const places = await readSourcePlaces(sources, settings);
  const known = {
    changes: sources.cluster.changes,
    unknownFacts: unknown,
    isConfigKnown: sources.isConfigured,
  };
  const changes = explainLivePod(composition, live, known).map((change) => podChangeData(change, places));
  const data: PodData = {
    cluster: read.label,
    namespace,
    pod: name,
    task,
    semantics,
    facts: told,
    unknownFacts: unknown,
    changes,
  };
  show(data, options, shell);
  return changes.some(isDrift);
}

/** The rules that made the Pod, where nobody names others. */
function withRules(settings: Settings, live: Parameters<typeof meantRules>[0]): Settings {
  const meant = settings.semantics === undefined ? meantRules(live) : undefined;
  return meant ? { ...settings, semantics: meant, semanticsFrom: "as the Pod looks" } : settings;
}

function show(data: PodData, { output, color }: ExplainPodOptions, shell: Shell): void {
  const style = chooseStyle(shell.stdout, shell, color);
  const columns = shell.stdout.isTTY ? shell.stdout.columns : undefined;
  shell.stdout.write(
    output === "json" ? `${JSON.stringify(data, null, 2)}\n` : renderPodData(data, { style, columns }),
  );
  shell.stderr.write(`${summaryOf(data, chooseStyle(shell.stderr, shell, color))}\n`);
}
