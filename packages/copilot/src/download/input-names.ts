import type { Problem } from "@podwright/core";

/**
 * Why a name cannot be one part of a path below the data directory, or null when it can.
 * Keys and variable names come from outside: none may leave its folder.
 */
export function refusedName(name: string): string | null {
  if (name === "") return "it is empty";
  if (name === "." || name === "..") return "it would leave its folder";
  if (name.includes("/")) return "it holds a slash";
  if (name.includes("\0")) return "it holds a NUL";
  return null;
}

/** The same for a key below a folder: each of its parts must be a name. */
export function refusedRelativePath(path: string): string | null {
  for (const part of path.split("/")) {
    const reason = refusedName(part);
    if (reason) return `part ${JSON.stringify(part)}: ${reason}`;
  }
  return null;
}

export function unsafeName(what: string, where: string, reason: string): Problem {
  return {
    code: "INPUT_NAME_UNSAFE",
    what: `${what} cannot become a file of the data directory: ${reason}`,
    where,
    fix: "rename it where it comes from; the download writes nothing outside the data directory",
  };
}

/** The last part of a blob's uri, as Go's path.Base gives it. */
export function baseName(uri: string): string {
  return uri.replace(/\/+$/, "").replace(/^.*\//, "");
}
