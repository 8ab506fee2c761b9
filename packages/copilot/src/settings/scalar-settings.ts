import { failure, type Result, success } from "@podwright/core";
import { parseGoBoolean } from "../command-line/go-flags.ts";
import type { SettingsLayer } from "./settings.ts";

/** The settings that are one value each, under Flyte's keys; flags, environment variables and files share them. */
export const scalarSettings = {
  "storage.type": { field: "type", kind: "string", means: "s3, minio, local or stow (all the same)" },
  "storage.stow.kind": { field: "kind", kind: "string", means: "s3 or local" },
  "storage.container": { field: "container", kind: "string", means: "the bucket" },
  "storage.enable-multicontainer": { field: "enableMulticontainer", kind: "boolean", means: "take other buckets too" },
  "storage.limits.maxDownloadMBs": {
    field: "maxDownloadMBs",
    kind: "integer",
    means: "largest input in MiB, 0 for any",
  },
  "logger.level": { field: "logLevel", kind: "integer", means: "2 error, 3 warn, 4 info, 5 debug" },
} as const;

export type ScalarKey = keyof typeof scalarSettings;

export const scalarKeys = Object.keys(scalarSettings) as readonly ScalarKey[];

/**
 * Reads texts into a layer.
 * @param where - says where a text came from: "--storage.type", "the environment variable STORAGE.TYPE"
 * @problems USAGE
 */
export function parseScalarSettings(
  texts: Partial<Readonly<Record<ScalarKey, string>>>,
  where: (key: ScalarKey) => string,
): Result<SettingsLayer> {
  const layer: Record<string, string | number | boolean> = {};
  for (const key of scalarKeys) {
    const text = texts[key];
    if (text === undefined) continue;
    const { field, kind } = scalarSettings[key];
    const value = parseScalar(text, kind);
    if (value === null) {
      const article = kind === "integer" ? "an" : "a";
      return failure({
        code: "USAGE",
        what: `${JSON.stringify(text)} is not ${article} ${kind}`,
        where: where(key),
        fix: kind === "boolean" ? "say true or false" : "say a whole number",
      });
    }
    layer[field] = value;
  }
  return success(layer);
}

/**
 * The environment's layer. A variable's name is the key in capitals with `-` turned into `_`; **dots stay**
 * (`STORAGE.CONTAINER`): shells cannot export such names, Pods can carry them.
 * @source flytestdlib/config/viper/viper.go, flyteorg/flyte v2.0.43
 */
export function environmentSettings(environment: Readonly<Record<string, string | undefined>>): Result<SettingsLayer> {
  const texts: Partial<Record<ScalarKey, string>> = {};
  for (const key of scalarKeys) {
    const text = environment[variableName(key)];
    if (text !== undefined && text !== "") texts[key] = text;
  }
  return parseScalarSettings(texts, (key) => `the environment variable ${variableName(key)}`);
}

function variableName(key: ScalarKey): string {
  return key.toUpperCase().replaceAll("-", "_");
}

function parseScalar(text: string, kind: "string" | "boolean" | "integer"): string | number | boolean | null {
  if (kind === "string") return text;
  if (kind === "boolean") return parseGoBoolean(text);
  return /^[+-]?\d+$/.test(text) ? Number(text) : null;
}
