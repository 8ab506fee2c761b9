import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { encodeLiteralMap } from "@podwright/core";
import type { BlobStore } from "@podwright/store";
import type { PlannedInputs, Upload } from "./plan-uploads.ts";

/** Puts a run's local files, and then its inputs.pb, into the store, as Flyte does before it starts a task. */
export async function uploadInputs(
  { inputs, uploads }: PlannedInputs,
  { store, inputPath, signal }: { readonly store: BlobStore; readonly inputPath: string; readonly signal: AbortSignal },
): Promise<void> {
  for (const upload of uploads) {
    for (const { path, uri } of await filesOf(upload)) {
      const { size } = await stat(path);
      await store.write(uri, { sizeBytes: size, open: () => createReadStream(path) }, { signal });
    }
  }
  const bytes = encodeLiteralMap(inputs);
  await store.write(
    inputPath,
    {
      sizeBytes: bytes.length,
      open: async function* () {
        yield bytes;
      },
    },
    { signal },
  );
}

/** Of a folder all files below it, links to files too; their names below it become their names in the store. */
async function filesOf({
  path,
  uri,
  kind,
}: Upload): Promise<readonly { readonly path: string; readonly uri: string }[]> {
  if (kind === "file") return [{ path, uri }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)));
  const regular = await Promise.all(names.map(async (name) => (await stat(join(path, name))).isFile()));
  return names
    .filter((_, index) => regular[index])
    .sort()
    .map((name) => ({ path: join(path, name), uri: `${uri}/${name.split(sep).join("/")}` }));
}
