/** Go's names of the machines that there is a pause program for. */
export type Architecture = "amd64" | "arm64";

/**
 * What holds a Pod's network and IPC: a program that waits for ever, and whose children leave no zombies when it is the first process
 * of a shared PID namespace. It is this small, and made here, because no registry may be within reach.
 * In words: `signal(SIGCHLD, SIG_IGN); for (;;) pause();`
 * @returns a static ELF file
 */
export function pauseProgram(architecture: Architecture): Buffer {
  const { machine, code } = programs[architecture];
  const words = code.replaceAll(/\s/g, "");
  const body = Buffer.concat([Buffer.from(words, "hex"), ignoreSignal]);
  const file = Buffer.alloc(headerBytes);
  file.write("\x7fELF\x02\x01\x01", 0, "latin1");
  file.writeUInt16LE(2, 16); // executable
  file.writeUInt16LE(machine, 18);
  file.writeUInt32LE(1, 20);
  file.writeBigUInt64LE(loadAddress + BigInt(headerBytes), 24); // entry
  file.writeBigUInt64LE(64n, 32); // program headers
  file.writeUInt16LE(64, 52);
  file.writeUInt16LE(56, 54);
  file.writeUInt16LE(1, 56);
  file.writeUInt32LE(1, 64); // one segment to load
  file.writeUInt32LE(5, 68); // to read and execute
  file.writeBigUInt64LE(loadAddress, 80);
  file.writeBigUInt64LE(loadAddress, 88);
  file.writeBigUInt64LE(BigInt(headerBytes + body.length), 96);
  file.writeBigUInt64LE(BigInt(headerBytes + body.length), 104);
  file.writeBigUInt64LE(0x10000n, 112);
  return Buffer.concat([file, body]);
}

export function isArchitecture(name: string): name is Architecture {
  return Object.hasOwn(programs, name);
}

const headerBytes = 64 + 56;
const loadAddress = 0x400000n;

/** The kernel's `struct sigaction` with SIG_IGN; it follows the code. */
const ignoreSignal = Buffer.from(`01${"00".repeat(31)}`, "hex");

const programs: Readonly<Record<Architecture, { readonly machine: number; readonly code: string }>> = {
  amd64: {
    machine: 62,
    code: `
      b80d000000    bf11000000  488d3517000000  31d2  41ba08000000  0f05
      b822000000    0f05        ebf7            00000000`,
  },
  arm64: {
    machine: 183,
    code: `
      c81080d2 200280d2 81010010 020080d2 030180d2 010000d4
      280980d2 000080d2 010080d2 020080d2 030080d2 040080d2 010000d4 f9ffff17`,
  },
};
