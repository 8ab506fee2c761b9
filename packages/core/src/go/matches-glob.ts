/**
 * Whether a name matches a pattern of Go's `filepath.Match`: `*` and `?` but for `/`, `[a-z]`, `[^a]`, `\*`. A pattern that is not well
 * formed matches nothing.
 * @source path/filepath Match, Go 1.24
 */
export function matchesGlob(name: string, pattern: string): boolean {
  const expression = expressionOf(pattern);
  return expression?.test(name) ?? false;
}

function expressionOf(pattern: string): RegExp | undefined {
  const parts = pattern.match(/\\.|\[\^?(?:\\.|[^\]\\])+\]|[^\\[]|[\\[]/gsu) ?? [];
  const sources = parts.map(partSource);
  if (sources.includes(undefined)) return undefined;
  try {
    return new RegExp(`^${sources.join("")}$`, "su");
  } catch {
    return undefined;
  }
}

function partSource(part: string): string | undefined {
  if (part === "*") return "[^/]*";
  if (part === "?") return "[^/]";
  if (part === "[" || part === "\\") return undefined;
  if (part.startsWith("[")) return classSource(part);
  return part.startsWith("\\") ? escaped(part.slice(1)) : escaped(part);
}

/** A hyphen that is not escaped makes a range. */
function classSource(part: string): string {
  const [, not = "", body = ""] = /^\[(\^?)(.*)\]$/su.exec(part) ?? [];
  return `[${not}${body.replaceAll(/\\?(.)/gsu, (whole, letter: string) => (whole === "-" ? "-" : `\\u{${letter.codePointAt(0)?.toString(16)}}`))}]`;
}

function escaped(letter: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(letter) ? `\\${letter}` : letter;
}
