import { formatGoFloat } from "../../go/float.ts";
import { duration } from "../go-json-types.ts";
import { type ConfigNode, flyteName, type LossFinder, loss } from "./config-node.ts";

/** Durations that are given as numbers. */
export const bareDurations: LossFinder = (node) => {
  const { type, value, version } = node;
  if (type !== duration || (typeof value !== "bigint" && typeof value !== "number") || Number(value) === 0) return [];
  const what = `${flyteName(version)} counts the number ${value} in nanoseconds`;
  return [loss(node, { code: "CONFIG_DURATION_BARE", what, fix: `give it a unit: ${value}s` })];
};

/** Scalars that are another text to Flyte than they are in the file. */
export const rewrittenTexts: LossFinder = (node) => {
  const { type, value, version, file, path } = node;
  if (type.kind !== "text" || value === null || typeof value === "string") return [];
  if (typeof value === "boolean" && isStoreSetting(node)) return [];
  const read = textOf(value);
  const written = file.written?.(path);
  if (read === undefined || written === undefined || read === written) return [];
  const what = `${flyteName(version)} reads ${written} as the text ${JSON.stringify(read)}`;
  return [loss(node, { code: "CONFIG_VALUE_REWRITTEN", what, fix: `put it in quotes: "${written}"` })];
};

/** Stores read `1` as they read `true`. */
function isStoreSetting({ inMap, name }: ConfigNode): boolean {
  return inMap && /\.(stow\.config|stowConfigOverride)\./.test(name);
}

function textOf(value: ConfigNode["value"]): string | undefined {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "bigint") return String(value);
  return typeof value === "number" ? formatGoFloat(value) : undefined;
}

/** Null where it does not mean nothing: what it was to take away stays, and in most maps it is the empty text. */
export const droppedNulls: LossFinder = (node) => {
  const { type, value, version, byDefault, name } = node;
  if (value !== null) return [];
  const said = { code: "CONFIG_NULL_DROPPED" } as const;
  if (node.inMap) {
    if (name.includes(".default-annotations.") && !node.keepsCase) {
      const what = `${flyteName(version)} passes over null`;
      return [loss(node, { ...said, what, fix: "remove the key" })];
    }
    const what = `${flyteName(version)} reads null as the empty text here`;
    return type.kind === "text" ? [loss(node, { ...said, what, fix: 'remove the key, or write ""' })] : [];
  }
  if (isZero(byDefault)) return [];
  const what = `${flyteName(version)} passes over null: the default stays`;
  const fix = type.kind === "map" ? `write [] to have none` : "give the value that you want, or remove the key";
  return [loss(node, { ...said, what, fix })];
};

function isZero(value: ConfigNode["byDefault"]): boolean {
  if (value instanceof Map) return [...value.values()].every(isZero);
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === "" || value === false || value === 0 || value === "0s";
}
