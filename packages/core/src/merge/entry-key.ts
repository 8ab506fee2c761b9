import type { KeyPart } from "./keyed-table.ts";

/** What tells an entry of a list from the others. */
export type EntryKey = (entry: unknown) => string;

/** Puts the parts of a key together into one text. */
export function entryKey(parts: readonly KeyPart[]): EntryKey {
  const readers = parts.map(reader);
  const [first] = readers;
  if (first && readers.length === 1) return first;
  return (entry) => readers.map((read) => read(entry)).join("\0");
}

/** `/etc//ssl/./certs/` is `/etc/ssl/certs`; `..` is resolved too. */
export function normalizedPath(path: string): string {
  if (!unusual.test(path)) return path;
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  return (path.startsWith("/") ? "/" : "") + kept.join("/");
}

const unusual = /\/\/|\/$|(?:^|\/)\.\.?(?:\/|$)/;

type Fields = Readonly<Record<string, unknown>>;

function reader({ field, otherwise = "", as }: KeyPart): EntryKey {
  const [outer = field, inner] = field.split(".");
  const read = (entry: unknown): string => {
    const value = (entry as Fields | null)?.[outer];
    const found = inner === undefined ? value : (value as Fields | undefined)?.[inner];
    return found === undefined || found === null || found === "" ? otherwise : String(found);
  };
  return as === "path" ? (entry) => normalizedPath(read(entry)) : read;
}
