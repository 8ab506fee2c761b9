import { findProgram } from "@podwright/runner";
import { type Check, ok } from "../check.ts";

/** What the sandbox engine runs beside bubblewrap, and what for. */
const programs = [
  { name: "mkfifo", packaged: "coreutils", use: "containers' output needs", needed: true },
  { name: "setpriv", packaged: "util-linux", use: "containers of another user than root need", needed: false },
  { name: "nsenter", packaged: "util-linux", use: "exec probes and hooks need", needed: false },
] as const;

export const programsCheck: Check = {
  name: "programs",
  run: async ({ environment: { PATH = "" } }) => {
    const found = programs.map((program) => ({ ...program, path: findProgram(program.name, PATH) }));
    const missing = found.filter(({ path }) => path === undefined);
    if (missing.length === 0) return ok(found.map(({ path }) => path).join(", "));
    return {
      status: missing.some(({ needed }) => needed) ? "failed" : "warning",
      what: missing.map(({ name, use }) => `${name} is missing, which ${use}`).join("; "),
      details: [`where  PATH ${PATH || "(empty)"}`],
      fix: `install ${[...new Set(missing.map(({ packaged }) => packaged))].join(" and ")}, or put the programs' folder on PATH`,
    };
  },
};
