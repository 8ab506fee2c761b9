import { access, constants } from "node:fs/promises";
import { type BlobStore, bytesSource, gatherTrust, openStore } from "@podwright/store";
import type { ChosenStore } from "../../store/choose-store.ts";
import { withOwnTrust } from "../../store/own-trust.ts";
import { type Check, type Finding, ok, skipped } from "../check.ts";

/**
 * Whether the store answers with the credentials it is given: lists one entry, and writes only when asked to.
 * @problems those of the store; those of the config are told by the check of the store's server
 */
export const storeAccessCheck: Check = {
  name: "store access",
  run: async (context, signal) => {
    const { environment, options } = context;
    const store = await context.store().catch(() => null);
    if (store === null) return skipped("no store can be told from what is said above");
    if (!store) return skipped("no store is named");
    if (store.folder !== undefined) return await findFolder(store.folder);
    if (store.storage.stow.kind !== "s3") return skipped("no store that podwright run takes is named");
    const answers = await context.storeServer(store, signal).then(
      () => true,
      () => false,
    );
    if (!answers) return skipped("the store's server does not answer, or is not trusted");
    const trust = await gatherTrust(environment);
    const opened = await openStore({ storage: store.storage, environment, trust });
    try {
      return await withOwnTrust(tryStore(opened, store, { write: options.write === true, signal }), environment);
    } finally {
      await opened.close();
    }
  },
};

interface Trial {
  readonly write: boolean;
  readonly signal: AbortSignal;
}

async function tryStore(opened: BlobStore, { uri }: ChosenStore, { write, signal }: Trial): Promise<Finding> {
  let holds = "nothing yet";
  for await (const { uri: first } of opened.list(uri, { signal })) {
    holds = `among others ${first}`;
    break;
  }
  if (!write) return ok(`${uri} can be listed and holds ${holds}; nothing was written (--write tries it)`);
  const trial = `${uri}/podwright-doctor`;
  await opened.write(trial, bytesSource(Buffer.from("podwright doctor --write\n")), { signal });
  return ok(`${uri} can be listed and written: ${trial} was written`);
}

async function findFolder(folder: string): Promise<Finding> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return ok(`the folder ${folder} is writable`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return ok(`the folder ${folder} is not there yet; a run makes it`);
    const fix = "give --store a folder that you may write to";
    return { status: "failed", what: `the folder ${folder} cannot be used (${code})`, fix };
  }
}
