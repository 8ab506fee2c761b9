import { type Problem, ProblemError, valueOrThrow } from "@podwright/core";
import { type BlobStore, parseBlobUri } from "@podwright/store";
import { environmentOf } from "../facts/environment-of.ts";
import { readConfig } from "../facts/read-config.ts";
import type { Settings } from "../project/read-settings.ts";
import type { RunNotes } from "../run/run-annotations.ts";
import { type RunStore, runStore } from "../run/run-store.ts";
import type { Shell } from "../shell.ts";
import { chooseStore } from "../store/choose-store.ts";

/**
 * Opens the store that a run left its outputs in, with the endpoint and credentials of the config.
 * @returns undefined where the run has no outputs and no config says where its store is
 * @problems STORE_CONFIG_INVALID where it has some; those of the config and of the store
 */
export async function openRunStore(
  notes: RunNotes,
  settings: Pick<Settings, "config">,
  shell: Shell,
): Promise<{ readonly blobs: BlobStore; readonly close: RunStore["close"] } | undefined> {
  const uri = parseBlobUri(notes.outputPrefix);
  if (!uri.ok || uri.value.scheme !== "s3") return undefined;
  const read = await readConfig(settings.config, notes.semantics, environmentOf(shell.environment));
  const config = valueOrThrow(read).flyte;
  if (config.storage.container === "") {
    if (notes.hasOutputs) throw new ProblemError([configMissing(notes)]);
    return undefined;
  }
  const store = valueOrThrow(chooseStore(`s3://${uri.value.container}`, config, shell));
  const opened = runStore(shell);
  return {
    blobs: await opened.open({ store, execution: { inputPath: "", outputPrefix: notes.outputPrefix } }),
    close: opened.close,
  };
}

function configMissing({ outputPrefix }: RunNotes): Problem {
  return {
    code: "STORE_CONFIG_INVALID",
    what: "the run leaves outputs in a store, and no config says where that is and who may read it",
    where: outputPrefix,
    fix: "give --config FILE, as the run was given it",
  };
}
