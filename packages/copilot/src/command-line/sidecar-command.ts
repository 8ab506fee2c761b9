import { copilotErrorCodes, decodeInterface, metadataFileNames, valueOrThrow } from "@podwright/core";
import { type Deadline, passedDeadline, startDeadline } from "../failure/deadline.ts";
import { literalTypesOf } from "../literal-types.ts";
import type { Process } from "../process.ts";
import { joinUri } from "../transfer/join-uri.ts";
import { runTransfer } from "../transfer/run-transfer.ts";
import { documentDeadlineMs, uploadDeadlineMs } from "../upload/upload-deadline.ts";
import { waitForStop } from "../upload/wait-for-stop.ts";
import { choiceOf, required } from "./choice.ts";
import type { Command, Given } from "./command.ts";
import { durationMs } from "./duration-flag.ts";
import { flag } from "./flag.ts";

/** @source flytecopilot/cmd/sidecar.go, flyteorg/flyte v2.0.43 */
export const sidecarCommand: Command = {
  name: "sidecar",
  means: "wait for the task to end, then bring its outputs out of the Pod",
  flags: [
    flag("from-local-dir, f", "folder", "where the task writes its outputs (required)"),
    flag("to-output-prefix, o", "uri", "where outputs.pb, or an error document, goes (required)"),
    flag("to-raw-output, x", "uri", "where files and directories go (required)"),
    flag("interface, i", "base64", "the task's TypedInterface; without outputs there is nothing to do", {
      kind: "base64",
    }),
    flag("meta-output-name", "name", "name of outputs.pb", { byDefault: metadataFileNames.outputs }),
    flag("timeout, t", "duration", "limit for the upload, from SIGTERM on; 0 for none", {
      kind: "duration",
      byDefault: "0s",
    }),
    flag("start-timeout", "duration", "upstream's other name for --timeout: the last one counts", { kind: "duration" }),
    flag("start-watcher-type", "type", "signal waits for SIGTERM, noop does not wait", { byDefault: "signal" }),
    flag("exit-watcher-type", "type", "upstream does nothing with it either", { byDefault: "signal", ignored: true }),
    flag("format, m", "format", "upstream does nothing with it either", { byDefault: "JSON", ignored: true }),
    flag("upload-mode, u", "mode", "the copilot uploads when the task has ended", {
      byDefault: "UPLOAD_ON_EXIT",
      ignored: true,
    }),
  ],
  run: sidecar,
};

async function sidecar(given: Given, process: Process): Promise<number> {
  const outputPrefix = given.text("to-output-prefix");
  const timeoutMs = timeoutOf(given);
  /** When the grace period began. */
  let sinceMs = process.now().getTime();
  return await runTransfer(
    {
      code: copilotErrorCodes.upload,
      given,
      outputPrefix,
      documentDeadlineMs: () => documentDeadlineMs(timeoutMs, process.now().getTime() - sinceMs),
      move: async ({ log, openStore }) => {
        const wanted = given.text("interface");
        const outputs = wanted ? (valueOrThrow(decodeInterface(wanted, "--interface")).outputs?.variables ?? []) : [];
        if (outputs.length === 0) return;
        choiceOf("--format", given.text("format"), ["JSON", "YAML", "PROTO"]);
        choiceOf("--upload-mode", given.text("upload-mode"), ["UPLOAD_ON_EXIT", "UPLOAD_EAGER", "DO_NOT_UPLOAD"]);
        const watcher = choiceOf("--start-watcher-type", given.text("start-watcher-type"), ["signal", "noop"]);
        const request = {
          localFolder: required("--from-local-dir", given.text("from-local-dir")),
          rawPrefix: required("--to-raw-output", given.text("to-raw-output")),
          outputsUri: joinUri(required("--to-output-prefix", outputPrefix), given.text("meta-output-name") ?? ""),
          outputs,
          literalTypes: literalTypesOf(given.compat),
        };
        if (watcher === "signal") await waitForStop(process.signals);
        sinceMs = process.now().getTime();
        const deadline = uploadDeadline(timeoutMs, given, process);
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

function timeoutOf({ flags, text }: Given): number {
  const last = flags.findLast(({ name }) => name === "timeout" || name === "start-timeout");
  return durationMs(last?.text ?? text("timeout"));
}

/** Upstream's limit is over before it begins when none is given: `--start-timeout`, the same variable, has 0 for its default. */
function uploadDeadline(timeoutMs: number, { compat }: Given, { signals }: Process): Deadline {
  if (compat === "flyte" && timeoutMs <= 0) return passedDeadline("the upload");
  return startDeadline(uploadDeadlineMs(timeoutMs), signals.interrupt, "the upload");
}
