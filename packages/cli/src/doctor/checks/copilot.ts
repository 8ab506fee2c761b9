import { copilotProgram } from "../../run/copilot-program.ts";
import { type Check, ok } from "../check.ts";

/** The copilot that serves `/bin/flyte-copilot` in sandboxes. @problems COPILOT_MISSING */
export const copilotCheck: Check = {
  name: "copilot",
  run: async () => ok(`its bundle is beside Podwright: ${copilotProgram([]).argv[1]}`),
};
