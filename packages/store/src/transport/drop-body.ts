import type { Readable } from "node:stream";

/** Lets go of an answer's body that nobody wants, and of its connection. */
export function dropBody(body: Readable): void {
  body.on("error", () => {}).destroy();
}
