import { homedir } from "node:os";
import type { EngineSearch } from "@podwright/runner";
import type { Shell } from "../shell.ts";

/** Where container runtimes of this machine are looked for, as this user. */
export function engineSearch(environment: Shell["environment"]): EngineSearch {
  const userId = process.getuid?.();
  return { environment, homeFolder: environment.HOME || homedir(), ...(userId !== undefined && { userId }) };
}
