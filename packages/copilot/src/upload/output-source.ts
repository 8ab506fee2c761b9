import { join } from "node:path";
import type { BlobSource } from "@podwright/store";
import { localFileProblem } from "../failure/local-file-problem.ts";
import { type DataFolder, openInside } from "./data-folder.ts";

/**
 * A file of the outputs as something to write. It is opened, and checked, again for each try of the upload.
 * @param onMoved - told of each chunk; a repeated try takes back what the last one had counted
 * @problems OUTPUT_MISSING, OUTPUT_UNSAFE, LOCAL_FILE_FAILED
 */
export async function outputSource(
  folder: DataFolder,
  name: string,
  onMoved: (sizeBytes: number) => void,
): Promise<BlobSource> {
  const file = await openInside(folder, name);
  const sizeBytes = await file
    .stat()
    .then((found) => found.size)
    .finally(() => file.close());
  let counted = 0;
  async function* open(): AsyncGenerator<Uint8Array> {
    onMoved(-counted);
    counted = 0;
    const again = await openInside(folder, name);
    try {
      for await (const chunk of again.createReadStream({ autoClose: false })) {
        counted += chunk.length;
        onMoved(chunk.length);
        yield chunk;
      }
    } catch (error) {
      throw localFileProblem(error, join(folder.path, name));
    } finally {
      await again.close();
    }
  }
  return { sizeBytes, open };
}
