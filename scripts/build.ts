import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashInputs } from "./build/hash-inputs.ts";
import { writeFolder } from "./build/write-folder.ts";

const root = join(import.meta.dirname, "..");

/** The packages that are programs. Each is bundled from `src/main.ts` to `dist/main.js`. */
const programs = ["cli", "copilot"];

const hash = hashInputs(root);
const stale = programs.filter((name) => !isCurrent(join(root, "packages", name, "dist")));
if (stale.length > 0) {
  const { bundle, isBundleError } = await import("./build/bundle.ts");
  for (const name of stale) {
    const folder = join(root, "packages", name);
    try {
      const files = await bundle(join(folder, "src/main.ts"), root);
      const marked = [...files, ["package.json", '{ "type": "module" }\n'], ["inputs.sha256", hash]] as const;
      writeFolder(join(folder, "dist"), new Map(marked), join(root, ".cache"));
    } catch (error) {
      if (!isBundleError(error)) throw error;
      console.error(`packages/${name}: ${error.message}`);
      process.exitCode = 1;
    }
  }
}

function isCurrent(dist: string): boolean {
  const mark = join(dist, "inputs.sha256");
  return existsSync(mark) && readFileSync(mark, "utf8") === hash;
}
