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
  const folder = join(
    realpathSync(dirname(fileURLToPath(import.meta.resolve("podwright-copilot/package.json")))),
    "dist",
  );
  const main = join(folder, "main.js");
  if (!existsSync(main)) {
    throw new ProblemError([
      {
        code: "COPILOT_MISSING",
        what: "the copilot is not built",
        where: main,
        fix: "run `npm run build` in Podwright's own folder",
      },
    ]);
  }
  const node = realpathSync(process.execPath);
  return { argv: [node, main], needs: [node, folder], writes };
}
