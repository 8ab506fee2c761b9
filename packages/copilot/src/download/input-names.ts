import { type Problem, sharedFileNames } from "@podwright/core";
import type { InputFormat } from "./render-inputs.ts";

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

/** Why a variable cannot have a name: the copilot's own files stand there. @param format - of the file with all inputs */
export function reservedName(name: string, format: InputFormat): string | null {
  const { inputsProto, inputsJson, inputsYaml } = sharedFileNames;
  const ours = { JSON: [inputsProto, inputsJson], YAML: [inputsProto, inputsYaml], PROTO: [inputsProto] } as const;
  if (ours[format].some((file) => file === name)) return "the file with all inputs has that name";
  return name.startsWith(".podwright-") ? "names that begin so are the copilot's own" : null;
}

/** As `refusedName`, for a key below a folder: each of its parts must be a name. */
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

/**
 * The last part of a blob's uri, as Go's path.Base gives it; "/" stays where there is nothing else. An address's query is
 * no part of it: it may hold slashes and a signature.
 */
export function baseName(uri: string): string {
  if (uri === "") return ".";
  const path = /^https?:/i.test(uri) ? uri.replace(/[?#].*$/s, "") : uri;
  return path.replace(/\/+$/, "").replace(/^.*\//s, "") || "/";
}
