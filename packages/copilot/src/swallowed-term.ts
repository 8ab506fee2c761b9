import { closeSync, openSync, readSync } from "node:fs";

const termBit = 1n << 14n;
/** More than /proc/self/status has, but for whoever is in a thousand groups. */
const mostBytes = 16 * 1024;

/**
 * Whether a SIGTERM came while Node was starting and was swallowed.
 *
 * From its first milliseconds Node handles SIGTERM once: it gives its own handler up and raises the signal again, to die of
 * it. The first process of a container cannot die so; it goes on with nothing handling SIGTERM, and a kubelet sends no second one.
 * That a fresh process does not handle SIGTERM is what remains to be seen of it. A SIGTERM between the look and the
 * listening is lost for good, and microseconds remain for one, milliseconds where the machine holds the process up just then: what was
 * seen is read only afterwards.
 * @param listen - has the program listen for SIGTERM; it is called whether anything could be seen or not. It takes microseconds where
 * another signal is listened for already; Node needs many times that to get ready for its first one.
 * @param statusFile - what Linux tells of this process
 * @source src/node.cc PlatformInit and SignalExit, nodejs/node v24; pid_namespaces(7)
 */
export function termWasSwallowed(listen: () => void, statusFile: string = "/proc/self/status"): boolean {
  const status = Buffer.alloc(mostBytes);
  const file = unlessRefused(() => openSync(statusFile, "r"));
  const sizeBytes = file === undefined ? 0 : (unlessRefused(() => readSync(file, status)) ?? 0);
  listen();
  if (file !== undefined) closeSync(file);
  const caught = /^SigCgt:\s*([0-9a-f]+)/m.exec(status.toString("latin1", 0, sizeBytes))?.[1];
  return caught !== undefined && (BigInt(`0x${caught}`) & termBit) === 0n;
}

/** Undefined where there is no /proc, or none that may be read: then nothing can be known. */
function unlessRefused(act: () => number): number | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
