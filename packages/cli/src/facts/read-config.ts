import { type FlyteConfig, type Result, readFlyteConfig } from "@podwright/core";
import { readDocument } from "./read-document.ts";
import type { FileRole } from "./read-file.ts";

const role: FileRole = {
  name: "config file",
  missing: "FILE_MISSING",
  fix: "give --config the YAML file of the Flyte backend that has the sections `plugins` and `storage`",
};

/**
 * Reads Flyte's own config file; without one, Flyte's defaults.
 * @problems FILE_MISSING, MANIFEST_INVALID, CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning
 */
export async function readConfig(file: string | undefined): Promise<Result<FlyteConfig>> {
  if (file === undefined) return readFlyteConfig({}, "flyte-2.0");
  const document = await readDocument(file, role, "flyte");
  return document.ok ? readFlyteConfig(document.value?.value ?? {}, "flyte-2.0", file) : document;
}
