import { copilotErrorCodes } from "@podwright/core";
import type { Command } from "commander";
import { startDeadline } from "../failure/deadline.ts";
import type { Process } from "../process.ts";
import { runTransfer } from "../transfer/run-transfer.ts";
import { choiceOf, required } from "./choice.ts";
import { durationMs } from "./duration-flag.ts";
import type { GlobalOptions } from "./global-options.ts";

interface DownloadOptions extends GlobalOptions {
  readonly fromRemote?: string;
  readonly toOutputPrefix?: string;
  readonly toLocalDir?: string;
  readonly format: string;
  readonly downloadMode: string;
  readonly fileInputLayout: string;
  readonly timeout: string;
}

/** @source flytecopilot/cmd/download.go, flyteorg/flyte v2.0.43 */
export function addDownloadCommand(program: Command, process: Process, setExitCode: (code: number) => void): void {
  program
    .command("download")
    .description("bring the inputs into the Pod")
    .option("-f, --from-remote <uri>", "the inputs.pb to read (required)")
    .option("--to-output-prefix <uri>", "where an error document goes (required)")
    .option("-o, --to-local-dir <folder>", "where the inputs go (required)")
    .option("-m, --format <format>", "how all inputs are written once more: JSON, YAML or PROTO (not)", "JSON")
    .option("-d, --download-mode <mode>", "accepted; the copilot always downloads eagerly", "DOWNLOAD_EAGER")
    .option("--file-input-layout <layout>", "DIRECT, or NAMED_DIR to keep the names of files", "DIRECT")
    .option("-t, --timeout <duration>", "limit for the whole download, 0 for none", "1h")
    .option("-i, --input-interface <base64>", "accepted; the inputs say their types themselves")
    .action(async (_options: unknown, command: Command) => {
      setExitCode(await download(command.optsWithGlobals<DownloadOptions>(), process));
    });
}

async function download(options: DownloadOptions, process: Process): Promise<number> {
  const transfer = { code: copilotErrorCodes.download, options, outputPrefix: options.toOutputPrefix };
  return await runTransfer(
    {
      ...transfer,
      move: async ({ settings, log, openStore }) => {
        required("--to-output-prefix", options.toOutputPrefix);
        choiceOf("--download-mode", options.downloadMode, ["DOWNLOAD_EAGER", "DOWNLOAD_STREAM", "DO_NOT_DOWNLOAD"]);
        const request = {
          fromUri: required("--from-remote", options.fromRemote),
          localFolder: required("--to-local-dir", options.toLocalDir),
          format: choiceOf("--format", options.format, ["JSON", "YAML", "PROTO"]),
          layout: choiceOf("--file-input-layout", options.fileInputLayout || "DIRECT", ["DIRECT", "NAMED_DIR"]),
          maxBytes: settings.maxDownloadBytes,
        };
        const timeoutMs = durationMs("--timeout", options.timeout);
        const deadline = startDeadline(timeoutMs, process.signals.stop, "the download of the inputs");
        try {
          const { downloadInputs } = await import("../download/download-inputs.ts");
          await downloadInputs(request, { store: await openStore(), log, signal: deadline.signal });
        } finally {
          deadline.cancel();
        }
      },
    },
    process,
  );
}
