/** The machine lacks something; the message says, in one line, what to do. */
export class SetupError extends Error {}

/** @param {string} step - what takes time now */
export function announce(step) {
  process.stderr.write(`setup: ${step}\n`);
}
