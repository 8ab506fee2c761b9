import type { Command } from "./command.ts";

/** As cobra has them: a script that completes commands and flags, for the shell to load. */
export const completionCommands: readonly Command[] = (["bash", "zsh", "fish", "powershell"] as const).map((shell) => ({
  name: `completion ${shell}`,
  means: `print the script that completes commands and flags in ${shell}`,
  flags: [{ name: "no-descriptions", kind: "boolean", means: "there are none", ignored: true }],
  run: async (_given, { writeOut }) => {
    const { completionScript } = await import("./completion-script.ts");
    writeOut(completionScript(shell));
    return 0;
  },
}));
