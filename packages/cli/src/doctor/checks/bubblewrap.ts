import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findBubblewrap } from "@podwright/runner";
import { type Check, ok } from "../check.ts";

/** Bubblewrap on PATH, and its version. @problems NO_BUBBLEWRAP */
export const bubblewrapCheck: Check = {
  name: "bubblewrap",
  run: async ({ environment: { PATH = "" } }, signal) => {
    const bubblewrap = findBubblewrap(PATH);
    try {
      const { stdout } = await promisify(execFile)(bubblewrap, ["--version"], { env: { PATH }, signal });
      return ok(`${stdout.trim().replace(/^bubblewrap /, "")}, ${bubblewrap}`);
    } catch (error) {
      signal.throwIfAborted();
      const { stderr = "", message } = error as { readonly stderr?: string; readonly message: string };
      const what = `${bubblewrap} does not run: ${stderr.trim().split("\n")[0] || message.split("\n")[0]}`;
      return { status: "failed", what, fix: "install bubblewrap again, or take this file away from PATH" };
    }
  },
};
