import { readFileSync } from "node:fs";

const termBit = 1n << 14n;

/**
 * Whether a SIGTERM came while Node was starting and was swallowed. Ask before anything listens for SIGTERM.
 *
 * From its first milliseconds Node handles SIGTERM once: it gives its own handler up and raises the signal again, to die of
 * it. The first process of a container cannot die so; it goes on with nothing handling SIGTERM, and a kubelet sends no second one.
 * That a fresh process does not handle SIGTERM is what remains to be seen of it.
 * @source src/node.cc PlatformInit and SignalExit, nodejs/node v24; pid_namespaces(7)
 */
export function termWasSwallowed(): boolean {
  try {
    const caught = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return caught !== undefined && (BigInt(`0x${caught}`) & termBit) === 0n;
  } catch {
    return false; // no /proc: nothing can be known
  }
}
