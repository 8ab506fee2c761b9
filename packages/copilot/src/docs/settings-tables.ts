import { commands } from "../command-line/commands.ts";
import type { Flag } from "../command-line/flag.ts";
import { globalFlags } from "../command-line/global-flags.ts";
import { allSettings } from "../settings/all-settings.ts";
import { variablesOf } from "../settings/environment-settings.ts";
import { stowKeys } from "./stow-keys.ts";

/** Markdown: what a command's own flags are; for no command, the flags of all. */
export function flagsTable(command?: string): string {
  const flags = command === undefined ? globalFlags : (commands.find(({ name }) => name === command)?.flags ?? []);
  const rows = flags
    .filter(({ ignored }) => !ignored)
    .map((flag) => [nameOf(flag), flag.kind, shown(flag.byDefault), flag.means]);
  return table(["flag", "type", "default", "what it does"], rows);
}

/** Markdown: flags that are accepted and without effect, by what they are for. */
export function ignoredFlagsTable(): string {
  const own = commands.flatMap(({ flags, name }) =>
    flags.map((flag) => ({ flag, written: code(`${name} ${spelt(flag)}`) })),
  );
  const all = [...globalFlags.map((flag) => ({ flag, written: nameOf(flag) })), ...own];
  const groups = Map.groupBy(
    all.filter(({ flag }) => flag.ignored),
    ({ flag }) => flag.means,
  );
  const rows = [...groups].map(([means, group]) => [group.map(({ written }) => written).join(" "), means]);
  return table(["flags", "why they do nothing here"], rows);
}

/** Markdown: every setting that has an effect, and every way to give it. */
export function settingsTable(): string {
  const rows = allSettings
    .filter(({ ignored }) => !ignored)
    .map(({ key, from, byDefault, means }) => {
      const ways =
        from === "files" ? ["", ""] : [`\`--${key}\``, variablesOf(key, "none").toReversed().map(code).join(", ")];
      return [code(key), ...ways, shown(byDefault), means];
    });
  return table(["key in files", "flag", "variables", "default", "what it says"], rows);
}

/** Markdown: settings of the store, by kind, with the variable of each. */
export function storeSettingsTable(): string {
  const rows = Object.entries(stowKeys).flatMap(([kind, keys]) =>
    Object.entries(keys).map(([key, means]) => [
      kind,
      code(key),
      code(`STORAGE_STOW_CONFIG_${key.toUpperCase()}`),
      means,
    ]),
  );
  return table(["kind", "key of `storage.stow.config`", "variable", "what it says"], rows);
}

/** Markdown: keys that files may have and that do nothing. */
export function ignoredKeysTable(): string {
  const groups = Map.groupBy(
    allSettings.filter(({ ignored }) => ignored),
    ({ means }) => means,
  );
  const rows = [...groups].map(([means, group]) => [group.map(({ key }) => code(key)).join(" "), means]);
  return table(["keys", "why they do nothing here"], rows);
}

function nameOf(flag: Flag): string {
  return code(spelt(flag));
}

function spelt({ name, short }: Flag): string {
  return short ? `-${short}, --${name}` : `--${name}`;
}

function shown(byDefault: string | undefined): string {
  return byDefault === undefined ? "" : code(byDefault);
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return `${[head, head.map(() => "---"), ...rows].map(line).join("\n")}\n`;
}
