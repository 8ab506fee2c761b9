import { accessSync, constants } from "node:fs";
import { ProblemError } from "@podwright/core";
import { type Identity, isOtherUser } from "./identity.ts";

/** What makes root another user inside a sandbox; bubblewrap has options for that to ordinary users only. */
export const setprivPath = "/usr/bin/setpriv";

/** Makes sure, before anything starts, that root can become the users of all containers. @problems SANDBOX_FAILED */
export function requireSetpriv(identities: readonly Identity[]): void {
  if (!identities.some(isOtherUser)) return;
  try {
    accessSync(setprivPath, constants.X_OK);
  } catch (error) {
    throw new ProblemError(
      [
        {
          code: "SANDBOX_FAILED",
          what: "containers of another user than root need setpriv, which this machine lacks",
          where: setprivPath,
          fix: "install util-linux, or run as an ordinary user",
        },
      ],
      { cause: error },
    );
  }
}
