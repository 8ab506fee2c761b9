import type { FlyteVersion } from "../../flyte/flyte-version.ts";
import type { Problem } from "../../problem/problem.ts";
import type { ConfigValue } from "../config-value.ts";
import type { ConfigFile } from "../decode-flyte-config.ts";
import type { GoType, GoValue } from "../go-type.ts";

/** A value of a config file and what Flyte makes it: losses are looked for in each. */
export interface ConfigNode {
  readonly file: ConfigFile;
  readonly version: FlyteVersion;
  /** Keys and positions as the file has them. */
  readonly path: readonly (string | number)[];
  /** With Flyte's own names of fields: `plugins.k8s.default-labels`. */
  readonly name: string;
  readonly type: GoType;
  readonly value: ConfigValue;
  /** What Flyte has here when nothing is given. */
  readonly byDefault: GoValue;
  /** Whether keys keep their case from here on: a list or a key with a dot stands above. */
  readonly keepsCase: boolean;
  /** Whether it is the value of a key of a map, not a field. */
  readonly inMap: boolean;
  /** Whether it is a map whose entries Flyte takes for keys of their own: it has entries by default, and no flag sets it whole. */
  readonly isSplit: boolean;
  /** Whether null means nothing here. */
  readonly passesNull: boolean;
}

/** What is lost of one value. */
export type LossFinder = (node: ConfigNode) => readonly Problem[];

/** A warning about a value, or about a key of it. */
export function loss(
  { file, path, name }: Pick<ConfigNode, "file" | "path" | "name">,
  said: Pick<Problem, "code" | "what" | "fix">,
  key?: string,
): Problem {
  const place = file.locate?.(key === undefined ? path : [...path, key]) ?? file.name;
  const shown = [name, key].filter(Boolean).join(".");
  return { ...said, severity: "warning", where: [place, shown].filter(Boolean).join(", ") };
}

/** `Flyte 2.0`. */
export function flyteName(version: FlyteVersion): string {
  return `Flyte ${version.slice("flyte-".length)}`;
}
