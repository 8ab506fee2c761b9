import { rolldown } from "rolldown";
import { leanConstants, leanParts } from "./lean-parts.ts";
import { readyDescriptors } from "./ready-descriptors.ts";

interface BundleInput {
  /** The absolute path of the entry. */
  readonly input: string;
  readonly root: string;
  /** The name of the entry's file; `[name]` and `[hash]` stand for what they say. */
  readonly entryName: string;
  readonly format: "esm" | "cjs";
  /** Names that stand for constants. */
  readonly constants?: Readonly<Record<string, string>>;
}

/**
 * Bundles a program with everything that it imports: the files need only Node and each other. What is imported lazily
 * stands in files of its own. The code is without comments and in ASCII, so that V8 keeps it in one byte a character.
 * @returns code by file name, the entry first
 */
export async function bundle(options: BundleInput): Promise<ReadonlyMap<string, string>> {
  const { input, root, entryName, format, constants = {} } = options;
  const define = Object.entries({ ...leanConstants, ...constants }).map(([name, value]) => [
    name,
    JSON.stringify(value),
  ]);
  const build = await rolldown({
    input,
    cwd: root,
    platform: "node",
    plugins: [leanParts, readyDescriptors],
    transform: { define: Object.fromEntries(define) },
    onLog(level, log, handle) {
      if (level === "warn") throw new Error(`bundling ${input}: ${log.code}: ${log.message}`);
      handle(level, log);
    },
  });
  try {
    const { output } = await build.generate({
      format,
      entryFileNames: entryName,
      chunkFileNames: "[name]-[hash].js",
      comments: false,
      minify: { compress: false, mangle: false, codegen: { removeWhitespace: false } },
    });
    return new Map(
      output.map((file) => {
        if (file.type !== "chunk") throw new Error(`bundling ${input}: ${file.fileName} is not code`);
        return [file.fileName, inAscii(format === "cjs" ? withoutImports(file.code) : file.code)];
      }),
    );
  } finally {
    await build.close();
  }
}

/** An error in what was to be bundled: its message says where; the bundler's own stack says nothing to its reader. */
export function isBundleError(error: unknown): error is Error {
  return error instanceof Error && "errors" in error;
}

/** The copilot's files are loaded by `loadBundle`, which has no `import()`; what is left of it names modules of Node. */
function withoutImports(code: string): string {
  return code.replace(/\bimport\("(node:[^"]+)"\)/g, 'Promise.resolve(require("$1"))');
}

/** In strings, templates, patterns and names an escape means the character. */
function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
