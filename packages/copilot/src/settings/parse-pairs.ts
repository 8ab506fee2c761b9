/**
 * Pairs as a flag or a variable holds them. With one `=` the text is a single pair, commas and all; with more it is CSV, `k=v,k2=v2`,
 * where double quotes keep a comma (and `""` is a quote).
 * @returns null when a part is no `key=value`
 * @source github.com/spf13/pflag string_to_string.go Set
 */
export function parsePairs(text: string): Readonly<Record<string, string>> | null {
  const equalSigns = text.split("=").length - 1;
  const pairs = equalSigns > 1 ? splitCsv(text) : [text.replace(/^"+|"+$/g, "")];
  if (pairs === null) return null;
  const entries: [string, string][] = [];
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 0) return null;
    entries.push([pair.slice(0, at), pair.slice(at + 1)]);
  }
  return Object.fromEntries(entries);
}

/** Null where a quote stands inside a field that has none around it, or a field goes on behind its quotes. */
function splitCsv(line: string): readonly string[] | null {
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/gy;
  for (let at = 0; at <= line.length; at = field.lastIndex) {
    field.lastIndex = at;
    const match = field.exec(line);
    if (!match) return null;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (!match[0].endsWith(",")) break;
  }
  return fields;
}
