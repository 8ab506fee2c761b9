import { ProblemError } from "@podwright/core";
import { type DataFolder, openInside } from "./data-folder.ts";

/**
 * A file of the outputs, in memory.
 * @problems OUTPUT_TOO_LARGE, OUTPUT_MISSING, OUTPUT_UNSAFE
 */
export async function readSmallFile(folder: DataFolder, name: string, maxBytes: number): Promise<Buffer> {
  const file = await openInside(folder, name);
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw tooLarge(`${folder.path}/${name}`, size, maxBytes);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function tooLarge(path: string, sizeBytes: number, maxBytes: number): ProblemError {
  return new ProblemError([
    {
      code: "OUTPUT_TOO_LARGE",
      what: `${path} has ${sizeBytes} bytes; at most ${maxBytes} are read`,
      where: path,
      fix: "write less, or make the output a file (blob)",
    },
  ]);
}
