import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { copilotProgram } from "../../packages/core/src/index.ts";

const home = "usr/lib/podwright-copilot";

/**
 * The bundle, and the two names under which it runs: its own, and the one that Flyte calls by its absolute path. There is no shell in
 * the image; the kernel itself starts the Node that the program's first line names.
 * @param dist - the copilot's bundle, as the build made it
 */
export function writeProgram(folder: string, dist: string): void {
  const { files } = JSON.parse(readFileSync(join(dist, "build.json"), "utf8")) as { readonly files: readonly string[] };
  mkdirSync(join(folder, home), { recursive: true });
  for (const name of [...files, "package.json"]) copyFileSync(join(dist, name), join(folder, home, name));
  const main = join(folder, home, "main.js");
  writeFileSync(main, `#!/bin/node\n${readFileSync(main, "utf8")}`);
  for (const name of [...files, "package.json"]) chmodSync(join(folder, home, name), 0o644);
  chmodSync(main, 0o755);
  mkdirSync(join(folder, "bin"));
  for (const path of [copilotProgram, "/bin/podwright-copilot"]) symlinkSync(`../${home}/main.js`, join(folder, path));
}
