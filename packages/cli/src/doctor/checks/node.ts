import { type Check, ok } from "../check.ts";

const oldest = 24;

/** `bin/podwright` refuses an older Node before anything else; this says which one it is. */
export const nodeCheck: Check = {
  name: "node",
  run: async () => {
    const found = `${process.version}, ${process.execPath}`;
    if (Number(process.versions.node.split(".")[0]) >= oldest) return ok(found);
    return { status: "failed", what: found, fix: `put Node ${oldest} or newer first on PATH (https://nodejs.org)` };
  },
};
