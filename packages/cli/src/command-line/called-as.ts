import type { Shell } from "../shell.ts";

/** Calls in help: at the beginning of an example, of a further line of usage, and in backquotes. Shells complete `podwright` alone. */
const calls = /(?<=\$ (?:\w+=\S+ )?|^ {7}|`)podwright (?!completion )(?=[a-z<])/gm;

/** Help as it is written, with the program called in it as it was called. */
export function calledAs(programName: Shell["programName"], help: string): string {
  return help.replace(calls, `${programName} `);
}
