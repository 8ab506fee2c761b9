import { rolldown } from "rolldown";

/**
 * Bundles a program with everything that it imports: the files need only Node and each other.
 * What is imported lazily stands in chunks of its own.
 * @param input - the absolute path of the entry; it gives the first file its name
 * @returns code by file name
 */
export async function bundle(input: string, root: string): Promise<ReadonlyMap<string, string>> {
  const build = await rolldown({
    input,
    cwd: root,
    platform: "node",
    onLog(level, log, handle) {
      if (level === "warn") throw new Error(`bundling ${input}: ${log.code}: ${log.message}`);
      handle(level, log);
    },
  });
  try {
    const { output } = await build.generate({ format: "esm", chunkFileNames: "[name]-[hash].js" });
    return new Map(
      output.map((file) => {
        if (file.type !== "chunk") throw new Error(`bundling ${input}: ${file.fileName} is not code`);
        return [file.fileName, file.code];
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
