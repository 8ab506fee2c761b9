import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  flagsTable,
  ignoredFlagsTable,
  ignoredKeysTable,
  settingsTable,
  storeSettingsTable,
} from "../../packages/copilot/src/docs/settings-tables.ts";
import { deviations } from "../../test/copilot/deviations.ts";
import { differences } from "../../test/copilot/differences.ts";

export const copilotPageFile = "docs/copilot.md";

/** docs/copilot.md as it stands, with its tables anew: each stands between two comments with its name. */
export function copilotPage(root: string): string {
  const page = readFileSync(join(root, copilotPageFile), "utf8");
  return page.replace(/<!-- table (\S+) -->\n.*?<!-- end -->/gs, (_block, name: string) => {
    const table = tables[name];
    if (!table) throw new Error(`${copilotPageFile} asks for a table that there is not: ${name}`);
    return `<!-- table ${name} -->\n\n${table()}\n<!-- end -->`;
  });
}

const tables: Readonly<Record<string, () => string>> = {
  download: () => flagsTable("download"),
  sidecar: () => flagsTable("sidecar"),
  all: () => flagsTable(),
  "ignored-flags": ignoredFlagsTable,
  settings: settingsTable,
  "store-settings": storeSettingsTable,
  "ignored-keys": ignoredKeysTable,
  differences: () => reasonsTable(differences),
  deviations: () => reasonsTable(deviations),
};

/** A recorded case a row, those with the same reason in one. */
function reasonsTable(cases: Readonly<Record<string, { readonly reason: string }>>): string {
  const groups = Map.groupBy(Object.entries(cases), ([, { reason }]) => reason);
  const rows = [...groups].map(([reason, group]) => `| ${group.map(([id]) => `\`${id}\``).join(" ")} | ${reason} |\n`);
  return `| recorded cases | what differs, and why |\n| --- | --- |\n${rows.join("")}`;
}
