import { spawn } from "node:child_process";
import { once } from "node:events";

interface CommandInput {
  readonly argv: readonly [string, ...string[]];
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Runs a command to its end. @throws with what it says on stderr when it fails */
export async function runCommand({ argv: [program, ...args], environment, signal }: CommandInput): Promise<void> {
  const child = spawn(program, args, { env: environment, signal, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}: ${said.trim()}`);
}
