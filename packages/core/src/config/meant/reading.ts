import type { Problem } from "../../problem/problem.ts";
import type { ConfigFile } from "../decode-flyte-config.ts";
import { nameBelow } from "../name-below.ts";

/** Where reading stands in one file, and what it has to say. */
export interface Reading {
  readonly file: Pick<ConfigFile, "name" | "locate" | "written">;
  /** Keys and positions as the file has them, from its root. */
  readonly path: readonly (string | number)[];
  /** For people: `plugins.k8s.co-pilot.timeout`. */
  readonly name: string;
  /** Whether a map that is given is laid over what was there key by key, or takes its place. */
  readonly maps: "merged" | "replaced";
  readonly problems: Problem[];
}

/** The same, one key or position deeper. */
export function below(at: Reading, key: string | number, name: string | number = key): Reading {
  return { ...at, path: [...at.path, key], name: nameBelow(at.name, name) };
}

/** File, line and path of where reading stands. */
export function whereOf({ file, path, name }: Reading): string {
  if (file.locate) return [file.locate(path), name].filter(Boolean).join(", ");
  return file.name === "" ? name : `${file.name}, ${name}`;
}
