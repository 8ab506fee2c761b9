import { execFile } from "node:child_process";
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

/** Where a container writes: named pipes of this machine. */
export interface OutputPipes {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Makes a pair of named pipes for each container. Node gives its children sockets, which programs cannot open again as
 * /dev/stdout; containers have pipes.
 * @param path - where `mkfifo` is looked for
 */
export async function makeOutputPipes(
  folder: string,
  containers: readonly string[],
  path: string,
): Promise<ReadonlyMap<string, OutputPipes>> {
  const made = new Map(
    containers.map((name) => [
      name,
      { stdout: join(folder, `${name}.stdout`), stderr: join(folder, `${name}.stderr`) },
    ]),
  );
  const paths = [...made.values()].flatMap(({ stdout, stderr }) => [stdout, stderr]);
  await promisify(execFile)("mkfifo", ["-m", "666", ...paths], { env: { PATH: path } });
  return made;
}

/** Both ends of a named pipe; the write end is for a child, and to be closed here. Reading ends when the last writer is gone. */
export function openPipe(path: string): { readonly reader: Socket; readonly writeEnd: number } {
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeEnd = openSync(path, constants.O_WRONLY);
  return { reader: new Socket({ fd: readEnd, readable: true, writable: false }), writeEnd };
}
