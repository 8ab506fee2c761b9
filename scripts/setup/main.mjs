import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBubblewrap } from "./bubblewrap.mjs";
import { ensureBundles } from "./bundles.mjs";
import { ensureNodeModules } from "./node-modules.mjs";
import { SetupError } from "./setup-error.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

try {
  ensureBubblewrap();
  ensureNodeModules(root);
  ensureBundles(root);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`setup: ${error.message}\n`);
  process.exitCode = 4;
}
