import { userInfo } from "node:os";
import { findBubblewrap, probeBubblewrap } from "@podwright/runner";
import { type Check, ok } from "../check.ts";

/** Makes an empty sandbox as this user. @problems NO_BUBBLEWRAP, USER_NAMESPACES_FORBIDDEN, SANDBOX_FAILED */
export const sandboxCheck: Check = {
  name: "sandbox",
  engine: "sandbox",
  run: async ({ environment: { PATH = "" } }) => {
    const userId = process.getuid?.() ?? -1;
    await probeBubblewrap(findBubblewrap(PATH), PATH, userId === 0);
    return ok(`bubblewrap makes a sandbox as ${userName(userId)}`);
  },
};

/** A user need not have an entry in /etc/passwd. */
function userName(userId: number): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${userId}`;
  }
}
