import { sep } from "node:path";
import { ProblemError } from "@podwright/core";
import { type DataFolder, inspect, namesIn, resolveInside } from "./data-folder.ts";

/**
 * Every file below a folder of the outputs, in the order of their names; links that stay inside are followed.
 * @param name - the folder, relative to the data directory
 * @returns names relative to that folder
 * @problems OUTPUT_UNSAFE
 */
export async function* walkOutput(folder: DataFolder, name: string): AsyncGenerator<string> {
  yield* walk(folder, name, "", []);
}

async function* walk(
  folder: DataFolder,
  root: string,
  below: string,
  above: readonly string[],
): AsyncGenerator<string> {
  const name = root + below;
  const real = await resolveInside(folder, name);
  if (real === null) return;
  if (above.includes(real)) throw loop(`${folder.path}${sep}${name}`);
  for (const child of await namesIn(folder, name)) {
    const kind = await inspect(folder, `${name}/${child}`);
    if (kind === "folder") yield* walk(folder, root, `${below}/${child}`, [...above, real]);
    if (kind === "file") yield `${below}/${child}`.slice(1);
  }
}

function loop(path: string): ProblemError {
  return new ProblemError([
    {
      code: "OUTPUT_UNSAFE",
      what: `${path} is a link to a directory that holds it`,
      where: path,
      fix: "remove the link: its directory would have no end",
    },
  ]);
}
