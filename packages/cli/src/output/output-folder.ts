import { join } from "node:path";
import { parseBlobUri } from "@podwright/store";

/**
 * Where a URI of a folder store is on this machine.
 * @param folder - the store's; absent where it is none
 * @returns undefined where the store is no folder
 */
export function outputFolder(folder: string | undefined, uri: string): string | undefined {
  const parsed = parseBlobUri(uri);
  return folder === undefined || !parsed.ok ? undefined : join(folder, parsed.value.container, parsed.value.key);
}
