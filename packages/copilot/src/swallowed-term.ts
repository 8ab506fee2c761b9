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
 * listening would be lost for good, so nothing stands between the two: what was seen is read afterwards.
 * @param listen - has the program listen for SIGTERM. It takes microseconds where another signal is listened for already; Node needs
 * many times that to get ready for its first one.
 * @source src/node.cc PlatformInit and SignalExit, nodejs/node v24; pid_namespaces(7)
 */
export function termWasSwallowed(listen: () => void): boolean {
  const status = Buffer.alloc(mostBytes);
  const file = openOwnStatus();
  const sizeBytes = file === undefined ? 0 : readSync(file, status);
  listen();
  if (file !== undefined) closeSync(file);
  const caught = /^SigCgt:\s*([0-9a-f]+)/m.exec(status.toString("latin1", 0, sizeBytes))?.[1];
  return caught !== undefined && (BigInt(`0x${caught}`) & termBit) === 0n;
}

/** Undefined without /proc: then nothing can be known. */
function openOwnStatus(): number | undefined {
  try {
    return openSync("/proc/self/status", "r");
  } catch {
    return undefined;
  }
}
