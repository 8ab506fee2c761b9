import { exitCodes } from "@podwright/core";
import { Command, Option } from "commander";
import type { Finish } from "../command-line/program.ts";
import { type SharedOptions, sharedOptions } from "../command-line/shared-options.ts";
import { allChecks } from "../doctor/all-checks.ts";
import { createDoctorContext, type DoctorOptions } from "../doctor/doctor-context.ts";
import { engineFinding, workingEngines } from "../doctor/engine-finding.ts";
import { renderFinding } from "../doctor/render-finding.ts";
import { runChecks } from "../doctor/run-checks.ts";
import { chooseStyle } from "../output/style.ts";
import type { Shell } from "../shell.ts";

interface DoctorFlags extends DoctorOptions, Pick<SharedOptions, "color"> {
  readonly output: "text" | "json";
}

/** `podwright doctor`: what works on this machine, and what to do about the rest. */
export function doctorCommand(shell: Shell, finish: Finish): Command {
  const command = new Command("doctor")
    .summary("say what works on this machine, and what to do about the rest")
    .description(
      `Says what works on this machine, and what to do about the rest: engines, cluster, CAs, store and proxies. Reads only; nothing is written or
changed but with --write. docs/doctor.md explains every check.`,
    )
    .addOption(
      new Option("--store <url>", "the store to try: a folder or s3://BUCKET[/PREFIX] (default: the config's)"),
    )
    .option("--write", "also write one small blob, podwright-doctor, into the store");
  const unused = ["file", "execution", "semantics", "boundary", "fromCluster", "flyteConfigMap", "namespace"] as const;
  for (const option of sharedOptions(...unused)) command.addOption(option);
  return command
    .option("-n, --namespace <name>", "the namespace that Pods would run in (default: the context's)")
    .addOption(new Option("-o, --output <format>", "how to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", examples)
    .action(async (options: DoctorFlags) => finish(await doctor(options, shell)));
}

const examples = `
Examples:
  $ podwright doctor
  $ podwright doctor --config flyte.yaml --store s3://my-bucket/runs
  $ podwright doctor -o json

Exit codes: 0 at least one engine works, 4 none does.`;

async function doctor(options: DoctorFlags, shell: Shell): Promise<number> {
  const style = chooseStyle(shell.stdout, shell, options.color);
  const isText = options.output === "text";
  const context = createDoctorContext(options, shell);
  const checked = await runChecks(allChecks, context, {
    interrupted: shell.interrupted,
    tell: (result) => isText && shell.stdout.write(renderFinding(result, style)),
  });
  const cluster = await context.cluster().catch(() => undefined);
  await cluster?.close();
  const engine = engineFinding(checked);
  const engines = workingEngines(checked);
  shell.stdout.write(isText ? renderFinding(engine, style) : renderJson([...checked, engine], engines));
  return engines.length > 0 ? exitCodes.ok : exitCodes.backend;
}

function renderJson(checks: Parameters<typeof workingEngines>[0], engines: readonly string[]): string {
  return `${JSON.stringify({ engines, checks }, null, 2)}\n`;
}
