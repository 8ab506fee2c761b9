import type { Process } from "../process.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { Command, Given } from "./command.ts";
import { type Flag, flag } from "./flag.ts";

const file: Flag = flag("file", "pattern", "config file to read, or a glob of them; may be repeated");
const strict: Flag = { name: "strict", kind: "boolean", means: "unknown keys are always refused", ignored: true };

/** @source flytestdlib/config/config_cmd.go, flyteorg/flyte v2.0.43 */
export const configCommands: readonly Command[] = [
  {
    name: "config validate",
    means: "read all settings as a transfer would, and say what is wrong with them",
    flags: [file, strict],
    run: validate,
  },
  { name: "config discover", means: "say which config files a transfer would read", flags: [file], run: validate },
  {
    name: "config docs",
    means: "print every setting, with its flag, its variables and its key",
    flags: [],
    run: async (_given, { writeOut }) => {
      const { settingsTable } = await import("../docs/settings-tables.ts");
      writeOut(settingsTable());
      return 0;
    },
  },
];

/** Opens the store too, which asks no server. @problems USAGE, CONFIG_INVALID and those of opening a store */
async function validate({ flags, text, compat }: Given, { environment, writeOut, writeErr }: Process): Promise<number> {
  const given = flags.filter(({ name }) => name === "file").map((each) => each.text);
  const patterns = given.length > 0 ? given : [text("config") ?? ""];
  const { settings, paths, idle } = await readSettings({ flags, environment, patterns, compat });
  for (const sentence of idle) writeErr(`warning ${sentence}\n`);
  if (compat !== "flyte") {
    const { gatherTrust, openStore } = await import("@podwright/store");
    const store = await openStore({ storage: settings.storage, environment, trust: await gatherTrust(environment) });
    await store.close();
  }
  writeOut(paths.length > 0 ? `Config file(s) found at: ${paths.join("\n")}\n` : "Couldn't find a config file.\n");
  writeOut("Validated config file successfully.\n");
  return 0;
}
