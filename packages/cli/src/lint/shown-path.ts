import { isAbsolute, relative } from "node:path";

/** A path as a user would type it in a folder, with forward slashes; what lies outside of the folder stays as it was given. */
export function shownPath(file: string, folder: string): string {
  const short = isAbsolute(file) ? relative(folder, file) : file;
  return (/^\.\.(?:[/\\]|$)/.test(short) ? file : short).replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
}
