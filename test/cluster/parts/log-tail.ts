import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** An error that says what became of a part of the cluster, with the end of what it printed. */
export function withLogTail(folder: string, name: string, what: string): Error {
  const file = join(folder, "logs", `${name}.log`);
  const tail = existsSync(file) ? readFileSync(file, "utf8").slice(-3000) : "nothing";
  return new Error(`${name} ${what}; it printed:\n${tail}`);
}
