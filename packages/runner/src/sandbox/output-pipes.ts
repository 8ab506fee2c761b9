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

export interface OpenPipe {
  /** For a child; to be closed here as soon as the child has it. */
  readonly writeEnd: number;
  /** Begins to read; until then the pipe itself holds what was written. Ends when the last writer is gone. */
  read(): Socket;
}

/** Opens both ends of a named pipe. */
export function openPipe(path: string): OpenPipe {
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeEnd = openSync(path, constants.O_WRONLY);
  return { writeEnd, read: () => new Socket({ fd: readEnd, readable: true, writable: false }) };
}
