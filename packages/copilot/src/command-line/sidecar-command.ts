import { copilotErrorCodes, decodeInterface, metadataFileNames, valueOrThrow } from "@podwright/core";
import type { Command } from "commander";
import { startDeadline } from "../failure/deadline.ts";
import type { Process } from "../process.ts";
import { joinUri } from "../transfer/join-uri.ts";
import { runTransfer } from "../transfer/run-transfer.ts";
import { uploadDeadlineMs } from "../upload/upload-deadline.ts";
import { waitForStop } from "../upload/wait-for-stop.ts";
import { choiceOf, required } from "./choice.ts";
import { durationMs } from "./duration-flag.ts";
import type { GlobalOptions } from "./global-options.ts";

interface SidecarOptions extends GlobalOptions {
  readonly fromLocalDir?: string;
  readonly toOutputPrefix?: string;
  readonly toRawOutput?: string;
  readonly metaOutputName: string;
  readonly timeout: string;
  readonly interface?: string;
  readonly startWatcherType: string;
}

/** @source flytecopilot/cmd/sidecar.go, flyteorg/flyte v2.0.43 */
export function addSidecarCommand(program: Command, process: Process, setExitCode: (code: number) => void): void {
  program
    .command("sidecar")
    .description("wait for the task to end, then bring its outputs out of the Pod")
    .option("-f, --from-local-dir <folder>", "where the task writes its outputs (required)")
    .option("-o, --to-output-prefix <uri>", "where outputs.pb, or an error document, goes (required)")
    .option("-x, --to-raw-output <uri>", "where files and directories go (required)")
    .option("-i, --interface <base64>", "the task's TypedInterface; without outputs there is nothing to do")
    .option("--meta-output-name <name>", "name of outputs.pb", metadataFileNames.outputs)
    .option("-t, --timeout <duration>", "limit for the upload, from SIGTERM on; 0 for none", "0")
    .option("--start-timeout <duration>", "accepted; upstream's other name for --timeout")
    .option("--start-watcher-type <type>", "signal waits for SIGTERM, noop does not wait", "signal")
    .option("--exit-watcher-type <type>", "accepted", "signal")
    .option("-m, --format <format>", "accepted", "JSON")
    .option("-u, --upload-mode <mode>", "accepted; the copilot uploads when the task has ended", "UPLOAD_ON_EXIT")
    .action(async (_options: unknown, command: Command) => {
      setExitCode(await sidecar(command.optsWithGlobals<SidecarOptions>(), process));
    });
}

async function sidecar(options: SidecarOptions, process: Process): Promise<number> {
  const transfer = { code: copilotErrorCodes.upload, options, outputPrefix: options.toOutputPrefix };
  return await runTransfer(
    {
      ...transfer,
      move: async ({ log, openStore }) => {
        const outputs = options.interface
          ? (valueOrThrow(decodeInterface(options.interface, "--interface")).outputs?.variables ?? [])
          : [];
        if (outputs.length === 0) return;
        const watcher = choiceOf("--start-watcher-type", options.startWatcherType, ["signal", "noop"]);
        const request = {
          localFolder: required("--from-local-dir", options.fromLocalDir),
          rawPrefix: required("--to-raw-output", options.toRawOutput),
          outputsUri: joinUri(required("--to-output-prefix", options.toOutputPrefix), options.metaOutputName),
          outputs,
        };
        const timeoutMs = durationMs("--timeout", options.timeout);
        if (watcher === "signal") await waitForStop(process.signals);
        const deadline = startDeadline(uploadDeadlineMs(timeoutMs), process.signals.interrupt, "the upload");
        try {
          const { uploadOutputs } = await import("../upload/upload-outputs.ts");
          await uploadOutputs(request, { store: await openStore(), log, signal: deadline.signal });
        } finally {
          deadline.cancel();
        }
      },
    },
    process,
  );
}
