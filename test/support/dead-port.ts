import { onTestFinished } from "vitest";
import { holdPort } from "./hold-port.ts";

/** A port of 127.0.0.1 at which nobody listens until the test has ended. */
export async function deadPort(): Promise<number> {
  const { port, release } = await holdPort();
  onTestFinished(release);
  return port;
}
