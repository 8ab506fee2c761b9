import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

interface ToolOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * What a program prints on stdout.
 * @throws with what it says on stderr when it fails
 */
export async function runTool(command: readonly string[], options: ToolOptions = {}): Promise<string> {
  const [program = "", ...args] = command;
  const env = { PATH: process.env.PATH, ...options.environment };
  const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {}); // who does not read its input says why on stderr
  child.stdin.end(options.input);
  const [stdout, stderr, [status, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null, string | null]>,
  ]);
  if (status !== 0)
    throw new Error(`${command.join(" ")} ended with ${status ?? signal}: ${stderr.trim() || stdout.trim()}`);
  return stdout;
}

/** As runTool; whether it succeeded. */
export async function triesTool(command: readonly string[]): Promise<boolean> {
  return await runTool(command).then(
    () => true,
    () => false,
  );
}
