import { type BlobStore, gatherTrust, openStore } from "@podwright/store";
import type { Shell } from "../shell.ts";
import { makeStoreFolder } from "../store/make-store-folder.ts";
import type { PreparedRun } from "./prepare-run.ts";

/** The one store of all tasks of a command: it is opened for the first that asks. */
export interface RunStore {
  readonly open: (run: Pick<PreparedRun, "store">) => Promise<BlobStore>;
  /** Waits for an opening to end, and closes what came of it. */
  readonly close: () => Promise<void>;
}

/** @problems STORE_FOLDER_FAILED, and those of the store */
export function runStore({ environment }: Pick<Shell, "environment">): RunStore {
  let opening: Promise<BlobStore> | undefined;
  return {
    open: ({ store }) => {
      opening ??= openFor(store, environment);
      return opening;
    },
    close: async () => {
      const store = await opening?.catch(() => undefined);
      await store?.close();
    },
  };
}

async function openFor(
  { folder, storage }: PreparedRun["store"],
  environment: Shell["environment"],
): Promise<BlobStore> {
  if (folder !== undefined) await makeStoreFolder(folder);
  return await openStore({ storage, environment, trust: await gatherTrust(environment) });
}
