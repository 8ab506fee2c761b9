import { type BlobStore, gatherTrust, openStore, type Trust } from "@podwright/store";
import type { Shell } from "../shell.ts";
import { withFolderAdvice } from "../store/folder-advice.ts";
import { makeStoreFolder } from "../store/make-store-folder.ts";
import type { PreparedRun } from "./prepare-run.ts";

/** The one store of all tasks of a command: it is opened for the first that asks. */
export interface RunStore {
  readonly open: (run: OpenedFor) => Promise<BlobStore>;
  /** Waits for an opening to end, and closes what came of it. */
  readonly close: () => Promise<void>;
}

type OpenedFor = Pick<PreparedRun, "store"> & {
  readonly execution: Pick<PreparedRun["execution"], "inputPath" | "outputPrefix">;
};

/** @problems STORE_FOLDER_FAILED, and those of the store */
export function runStore({ environment }: Pick<Shell, "environment">): RunStore {
  let opening: Promise<BlobStore> | undefined;
  return {
    open: (run) => {
      opening ??= openFor(run, environment);
      return opening;
    },
    close: async () => {
      const store = await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}

async function openFor({ store, execution }: OpenedFor, environment: Shell["environment"]): Promise<BlobStore> {
  const { folder, storage } = store;
  if (folder !== undefined) await makeStoreFolder(folder);
  const isAllInFolder = [execution.inputPath, execution.outputPrefix].every((uri) => uri.startsWith("file://"));
  const trust = folder !== undefined && isAllInFolder ? nobody : await gatherTrust(environment);
  const opened = await openStore({ storage, environment, trust });
  return folder === undefined ? opened : withFolderAdvice(opened);
}

/** Where nobody is asked nobody is trusted: a machine's CAs take time to read. */
const nobody: Trust = { certificates: [], searched: [] };
