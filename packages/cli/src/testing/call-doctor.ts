import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { callPodwright } from "./call-podwright.ts";

/** The programs of this machine, wherever the tests themselves run. */
export const machinePath = "/usr/local/bin:/usr/bin:/bin";

interface Found {
  readonly name: string;
  readonly status: string;
  readonly what: string;
  readonly details?: readonly string[];
  readonly fix?: string;
}

interface Doctored {
  readonly exitCode: number;
  readonly engines: readonly string[];
  /** What the check of this name found. */
  find(name: string): Found;
  /** All of it, as it was printed. */
  readonly text: string;
}

/** `podwright doctor` in a folder. No certificate of this machine counts, but those of the given environment. */
export async function callDoctor(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Doctored> {
  const empty = join(folder, "no-certificates");
  await mkdir(empty, { recursive: true });
  const call = await callPodwright(["doctor", "-o", "json", ...args], {
    workingDirectory: folder,
    environment: { PATH: machinePath, SSL_CERT_DIR: empty, ...environment },
  });
  if (call.stderr !== "") throw new Error(`doctor says on stderr: ${call.stderr}`);
  const { checks, engines } = JSON.parse(call.stdout) as { checks: readonly Found[]; engines: readonly string[] };
  const find = (name: string): Found => {
    const found = checks.find((check) => check.name === name);
    if (!found) throw new Error(`no check ${name}`);
    return found;
  };
  return { exitCode: call.exitCode, engines, find, text: call.stdout };
}
