import { valueOrThrow } from "@podwright/core";
import { type BlobStore, gatherTrust, openStore } from "@podwright/store";
import { flagSettings, type GlobalOptions } from "../command-line/global-options.ts";
import type { CopilotErrorCode } from "../failure/error-document.ts";
import { reportFailure } from "../failure/report-failure.ts";
import { createLog, type Log } from "../log/log.ts";
import type { Process } from "../process.ts";
import { readConfigFiles } from "../settings/read-config-files.ts";
import { environmentSettings } from "../settings/scalar-settings.ts";
import { resolveSettings, type Settings } from "../settings/settings.ts";
import { joinUri } from "./join-uri.ts";

interface Transfer {
  readonly code: CopilotErrorCode;
  readonly options: GlobalOptions;
  /** Absent when the command line lacks it: then a failure writes no document. */
  readonly outputPrefix: string | undefined;
  /** Moves what there is to move. It opens the store when it needs it. */
  readonly move: (context: TransferContext) => Promise<void>;
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
export async function runTransfer({ code, options, outputPrefix, move }: Transfer, process: Process): Promise<number> {
  const { environment, now, writeErr, terminal } = process;
  let log = createLog({ level: 3, now, write: writeErr, terminal });
  let store: BlobStore | null = null;
  let openAny: (() => Promise<BlobStore>) | null = null;
  try {
    const settings = await readSettings(options, environment);
    log = createLog({ level: settings.logLevel, now, write: writeErr, terminal });
    openAny = async () => {
      store = await openStore({ storage: settings.storage, environment, trust: await gatherTrust(environment) });
      return store;
    };
    await move({ settings, log, openStore: openAny });
    return 0;
  } catch (error) {
    return await reportFailure(error, {
      code,
      documentUri: outputPrefix && joinUri(outputPrefix, options.errOutputName),
      store: store ?? (await openAny?.().catch(() => null)) ?? null,
      log,
      writeErr,
      terminationLog: options.terminationLog,
    });
  } finally {
    await (store as BlobStore | null)?.close();
  }
}

async function readSettings(options: GlobalOptions, environment: Process["environment"]): Promise<Settings> {
  const flags = valueOrThrow(flagSettings(options));
  const variables = valueOrThrow(environmentSettings(environment));
  return resolveSettings([flags, variables, await readConfigFiles(options.config)]);
}
