import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundle } from "./bundle.ts";

/**
 * The copilot's bundle: `main.js`, which loads the program, the program's files, and beside each of them that a plain
 * download or upload loads its code cache. All CommonJS, which Node and V8's cache start faster than modules.
 * @param scratch - a folder, made when missing
 */
export async function buildCopilot(root: string, scratch: string): Promise<ReadonlyMap<string, string | Buffer>> {
  const source = (name: string) => join(root, "packages/copilot/src", name);
  const program = await bundle({ input: source("program.ts"), root, entryName: "[name]-[hash].js", format: "cjs" });
  const [programFile = ""] = program.keys();
  const main = await bundle({
    input: source("main.ts"),
    root,
    entryName: "main.js",
    format: "cjs",
    constants: { programFile },
  });
  return new Map<string, string | Buffer>([...program, ...codeCaches(program, programFile, scratch), ...main]);
}

/** Runs the program to see what V8 compiles of it; a process of its own, because flags of V8 belong to it. */
function codeCaches(program: ReadonlyMap<string, string>, programFile: string, scratch: string): Map<string, Buffer> {
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, "warm-up-"));
  try {
    for (const [name, code] of program) writeFileSync(join(folder, name), code);
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, "warm-up.ts"), folder, programFile],
      { encoding: "utf8", env: {}, timeout: 60_000 },
    );
    if (status !== 0) throw new Error(stderr);
    const caches = readdirSync(folder).filter((name) => name.endsWith(".cache"));
    return new Map(caches.sort().map((name) => [name, readFileSync(join(folder, name))]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
