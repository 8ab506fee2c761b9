import { copilotErrorCodes } from "@podwright/core";
import { startDeadline } from "../failure/deadline.ts";
import { literalTypesOf } from "../literal-types.ts";
import type { Process } from "../process.ts";
import { runTransfer } from "../transfer/run-transfer.ts";
import { choiceOf, required } from "./choice.ts";
import type { Command, Given } from "./command.ts";
import { durationMs } from "./duration-flag.ts";
import { flag } from "./flag.ts";

/** @source flytecopilot/cmd/download.go, flyteorg/flyte v2.0.43 */
export const downloadCommand: Command = {
  name: "download",
  means: "bring the inputs into the Pod",
  flags: [
    flag("from-remote, f", "uri", "the inputs.pb to read (required)"),
    flag("to-output-prefix", "uri", "where an error document goes (required)"),
    flag("to-local-dir, o", "folder", "where the inputs go (required)"),
    flag("format, m", "format", "how all inputs are written once more: JSON, YAML, or PROTO: not written once more", {
      byDefault: "JSON",
    }),
    flag("download-mode, d", "mode", "the copilot always downloads eagerly", {
      byDefault: "DOWNLOAD_EAGER",
      ignored: true,
    }),
    flag("file-input-layout", "layout", "DIRECT, or NAMED_DIR to keep the names of files", { byDefault: "DIRECT" }),
    flag("timeout, t", "duration", "limit for the whole download, 0 for none", {
      kind: "duration",
      byDefault: "1h0m0s",
    }),
    flag("input-interface, i", "base64", "the inputs say their types themselves", { kind: "base64", ignored: true }),
  ],
  run: download,
};

async function download(given: Given, process: Process): Promise<number> {
  const outputPrefix = given.text("to-output-prefix");
  return await runTransfer(
    {
      code: copilotErrorCodes.download,
      given,
      outputPrefix,
      documentDeadlineMs: () => 10_000,
      move: async ({ settings, log, openStore }) => {
        required("--to-output-prefix", outputPrefix);
        const localFolder = required("--to-local-dir", given.text("to-local-dir"));
        const fromUri = required("--from-remote", given.text("from-remote"));
        const format = choiceOf("--format", given.text("format"), ["JSON", "YAML", "PROTO"]);
        choiceOf("--download-mode", given.text("download-mode"), [
          "DOWNLOAD_EAGER",
          "DOWNLOAD_STREAM",
          "DO_NOT_DOWNLOAD",
        ]);
        const layout = choiceOf("--file-input-layout", given.text("file-input-layout") || "DIRECT", [
          "DIRECT",
          "NAMED_DIR",
        ]);
        const literalTypes = literalTypesOf(given.compat);
        const request = { fromUri, localFolder, format, layout, maxBytes: settings.maxDownloadBytes, literalTypes };
        const timeoutMs = durationMs(given.text("timeout"));
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
