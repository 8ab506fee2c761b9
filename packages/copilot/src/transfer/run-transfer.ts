import { metadataFileNames } from "@podwright/core";
import { type BlobStore, gatherTrust, openStore } from "@podwright/store";
import type { Given } from "../command-line/command.ts";
import type { CopilotErrorCode } from "../failure/error-document.ts";
import { reportFailure } from "../failure/report-failure.ts";
import { createLog, type Log } from "../log/log.ts";
import type { Process } from "../process.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { joinUri } from "./join-uri.ts";

interface Transfer {
  readonly code: CopilotErrorCode;
  readonly given: Given;
  /** Absent when the command line lacks it: then a failure writes no document. */
  readonly outputPrefix: string | undefined;
  /** Moves what there is to move. It opens the store when it needs it. */
  readonly move: (context: TransferContext) => Promise<void>;
  /** Asked when it failed: how long to go on trying to write the error document. */
  readonly documentDeadlineMs: () => number;
}

interface TransferContext {
  readonly settings: Settings;
  readonly log: Log;
  /** To be called once, when the store is needed: whom it trusts is found out then. */
  readonly openStore: () => Promise<BlobStore>;
}

/**
 * What both sub-commands have in common: settings, the store, and the telling of a failure.
 * @returns the exit code
 */
export async function runTransfer(transfer: Transfer, process: Process): Promise<number> {
  const { code, given, outputPrefix, move, documentDeadlineMs } = transfer;
  const { environment, now, writeErr, terminal } = process;
  let log = createLog({ level: 3, now, write: writeErr, terminal });
  let store: BlobStore | null = null;
  let openAny: (() => Promise<BlobStore>) | null = null;
  try {
    const patterns = [given.text("config") ?? ""];
    const { settings, idle } = await readSettings({ ...given, environment, patterns });
    log = createLog({ level: settings.logLevel, now, write: writeErr, terminal });
    for (const sentence of idle) log.warn(sentence);
    openAny = async () => {
      store = await openStore({ storage: settings.storage, environment, trust: await gatherTrust(environment) });
      return store;
    };
    if (given.compat === "flyte") {
      // Upstream opens its store before it knows whether it will need one.
      await (await openAny()).close();
      store = null;
    }
    await move({ settings, log, openStore: openAny });
    return 0;
  } catch (error) {
    return await reportFailure(error, {
      code,
      documentUri: outputPrefix && joinUri(outputPrefix, errorDocumentName(given)),
      store: store ?? (await openAny?.().catch(() => null)) ?? null,
      log,
      writeErr,
      terminationLog: given.text("termination-log") ?? "",
      compat: given.compat,
      documentDeadlineMs: documentDeadlineMs(),
    });
  } finally {
    await (store as BlobStore | null)?.close();
  }
}

/** @source flytecopilot/cmd/root.go, flyteorg/flyte v2.0.43: what reads the document has always read `error.pb` */
function errorDocumentName({ flags, compat }: Given): string {
  const said = flags.findLast(({ name }) => name === "err-output-name")?.text;
  return said ?? (compat === "flyte" ? "errors.pb" : metadataFileNames.error);
}
