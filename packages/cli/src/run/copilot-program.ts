import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ProblemError } from "@podwright/core";
import type { ProgramOnHost } from "@podwright/runner";

/**
 * The copilot that is installed beside Podwright, run by the Node that runs Podwright.
 * @param writes - the folder of a folder store, which containers see under its own path
 * @problems COPILOT_MISSING
 */
export function copilotProgram(writes: readonly string[]): ProgramOnHost {
  const folder = installedFolder();
  const main = folder && join(folder, "dist/main.js");
  if (!main || !existsSync(main)) {
    throw new ProblemError([
      {
        code: "COPILOT_MISSING",
        what: main ? "the copilot is not built" : "the copilot is not installed beside Podwright",
        ...(main ? { where: main } : {}),
        fix: "run `npm run build` in Podwright's own folder, or install Podwright again",
      },
    ]);
  }
  const node = realpathSync(process.execPath);
  return { argv: [node, main], needs: [node, dirname(main)], writes };
}

function installedFolder(): string | undefined {
  try {
    return realpathSync(dirname(fileURLToPath(import.meta.resolve("podwright-copilot/package.json"))));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND" || code === "ENOENT") return undefined;
    throw error;
  }
}
