import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hashInputs } from "./build/hash-inputs.ts";
import { writeFolder } from "./build/write-folder.ts";

/** What `dist/build.json` says of the bundle beside it. */
interface BuildRecord {
  readonly inputs: string;
  readonly files: readonly string[];
}

const root = join(import.meta.dirname, "..");

/** The packages that are programs. Each is bundled from `src/main.ts` to `dist/main.js`. */
const programs = ["cli", "copilot"];

const inputs = hashInputs(root);
for (const name of programs) {
  const dist = join(root, "packages", name, "dist");
  const previous = readRecord(dist);
  if (previous?.inputs !== inputs) await build(name, dist, previous?.files ?? []);
}

async function build(name: string, dist: string, previousFiles: readonly string[]): Promise<void> {
  const { bundle, isBundleError } = await import("./build/bundle.ts");
  try {
    const code = await bundle(join(root, "packages", name, "src/main.ts"), root);
    const record: BuildRecord = { inputs, files: [...code.keys()] };
    const files = new Map([
      ...code,
      ["package.json", '{ "type": "module" }\n'],
      ["build.json", JSON.stringify(record)],
    ]);
    writeFolder(dist, files, { keep: previousFiles, scratch: join(root, ".cache") });
  } catch (error) {
    if (!isBundleError(error)) throw error;
    console.error(`packages/${name}: ${error.message}`);
    process.exitCode = 1;
  }
}

function readRecord(dist: string): BuildRecord | undefined {
  const path = join(dist, "build.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}
