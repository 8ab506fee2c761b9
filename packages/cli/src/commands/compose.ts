import { composeWithin, valueOrThrow } from "@podwright/core";
import { Command, Option } from "commander";
import { tellMissing } from "../cluster/tell-missing.ts";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions, taskArgument } from "../command-line/shared-options.ts";
import { tellLostValues } from "../explain/tell-lost-values.ts";
import { chooseSemantics } from "../facts/choose-semantics.ts";
import { composeFacts } from "../facts/compose-facts.ts";
import { gatherSources } from "../facts/gather-sources.ts";
import { placeResult } from "../facts/place-result.ts";
import { tellComposition } from "../facts/tell-composition.ts";
import { type PodFormat, renderPod } from "../output/pod-text.ts";
import { readSettings } from "../project/read-settings.ts";
import type { Shell } from "../shell.ts";

interface ComposeOptions extends SharedOptions {
  readonly output: PodFormat;
}

/** `podwright compose`: prints the Pod that Flyte would make of a task. */
export function composeCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("compose")
    .summary("print the Pod that Flyte would make of a task")
    .description(
      `Prints the Pod that Flyte would make of a task: containers, init containers, volumes, environment.
Needs no cluster, unless --from-cluster asks one. Facts of the execution that --execution does not give have fixed values (docs/compose.md).`,
    )
    .addArgument(taskArgument());
  for (const option of sharedOptions()) command.addOption(option);
  return command
    .addOption(new Option("-o, --output <format>", "how to print the Pod").choices(["yaml", "json"]).default("yaml"))
    .addHelpText("after", examples)
    .action(async (task: string, options: ComposeOptions) => {
      await compose(task, options, shell);
      finish(0);
    });
}

const examples = `
Examples:
  $ podwright compose task.pb
  $ podwright compose task.pb -f pod-template.yaml ca-config-map.yaml
  $ podwright compose task.pb -f manifests/ --config flyte.yaml -o json | jq .spec.initContainers
  $ podwright compose task.pb -f manifests/ | kubectl apply --dry-run=server -f -`;

async function compose(taskFile: string, options: ComposeOptions, shell: Shell): Promise<void> {
  const settings = valueOrThrow(await readSettings(options, shell));
  const gathered = await gatherSources(taskFile, settings, shell.environment);
  const sources = valueOrThrow(gathered);
  if (gathered.ok) gathered.warnings.forEach(shell.warn);
  const semantics = chooseSemantics(settings, shell);
  const { boundary } = settings;
  const facts = composeFacts(sources, settings, shell);
  const composed = composeWithin(facts, { semantics, boundary, trace: true });
  const composition = valueOrThrow(placeResult(composed, sources));
  tellComposition({ composition, facts, sources }, { semantics, boundary }, shell);
  if (settings.cluster) await tellMissing(composition.pod, sources, { settings: settings.cluster, shell });
  shell.stdout.write(renderPod(composition.pod, options.output));
  await tellLostValues({ composition, facts, sources }, settings, shell);
}
