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

const asModules = { entryName: "main.js", format: "esm" } as const;
const scratch = join(root, ".cache");

/** The packages that are programs. Each is bundled from `src/main.ts` to `dist/main.js`. */
const programs = ["cli", "copilot"];

// The copilot's code cache is for the Node that made it.
const inputs = `${hashInputs(root)} ${process.version} ${process.arch}`;
for (const name of programs) {
  const dist = join(root, "packages", name, "dist");
  const previous = readRecord(dist);
  if (previous?.inputs !== inputs) await build(name, dist, previous?.files ?? []);
}

async function build(name: string, dist: string, previousFiles: readonly string[]): Promise<void> {
  const { bundle, isBundleError } = await import("./build/bundle.ts");
  const { buildCopilot } = await import("./build/build-copilot.ts");
  try {
    const [type, code] =
      name === "copilot"
        ? ["commonjs", await buildCopilot(root, scratch)]
        : ["module", await bundle({ input: join(root, "packages", name, "src/main.ts"), root, ...asModules })];
    const record: BuildRecord = { inputs, files: [...code.keys()] };
    const files = new Map<string, string | Buffer>([
      ...code,
      ["package.json", `{ "type": "${type}" }\n`],
      ["build.json", JSON.stringify(record)],
    ]);
    writeFolder(dist, files, { keep: previousFiles, scratch });
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
