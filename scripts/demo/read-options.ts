import { parseArgs } from "node:util";
import { ProblemError } from "@podwright/core";

interface DemoOptions {
  /** Where the S3 server listens; 0 is any free port. */
  readonly port: number;
  readonly verbose: boolean;
}

const options = {
  port: { type: "string", default: "0" },
  verbose: { type: "boolean", default: false },
} as const;

/** @problems USAGE */
export function readOptions(args: readonly string[]): DemoOptions {
  try {
    const { values } = parseArgs({ args: [...args], options });
    const port = Number(values.port);
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) return { port, verbose: values.verbose };
    throw new Error(`--port is ${JSON.stringify(values.port)}; it can be 0 (any free port) to 65535`);
  } catch (error) {
    throw new ProblemError([
      { code: "USAGE", what: (error as Error).message, fix: "npm run demo, or npm run demo -- --port N --verbose" },
    ]);
  }
}
