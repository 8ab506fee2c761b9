import { access, constants, statfs } from "node:fs/promises";
import { renderBytes } from "../../output/units.ts";
import { type Check, ok } from "../check.ts";

/** Volumes of sandboxes, inputs and outputs included, stand in TMPDIR. */
const littleBytes = 1024 ** 3;
const largerElsewhere = "set TMPDIR to a folder on a larger disk: the volumes of sandboxes stand in it";

export const diskCheck: Check = {
  name: "disk",
  run: async ({ environment }) => {
    const folder = environment.TMPDIR || "/tmp";
    try {
      await access(folder, constants.W_OK | constants.X_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const fix = "set TMPDIR to a folder that you can write to";
      return { status: "failed", what: `the folder for temporary files, ${folder}, cannot be used (${code})`, fix };
    }
    const { bavail, bsize } = await statfs(folder);
    const what = `${renderBytes(bavail * bsize)} are free in ${folder}`;
    return bavail * bsize < littleBytes ? { status: "warning", what, fix: largerElsewhere } : ok(what);
  },
};
