import { decodeScalar } from "../decode/decode-scalar.ts";
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
  const reading = decodeScalar(type, value);
  const read = "value" in reading ? reading.value : undefined;
  const written = file.written?.(path);
  if (read === undefined || written === undefined || read === written) return [];
  const code = "CONFIG_VALUE_REWRITTEN";
  if (mayBeSecret(node)) {
    return [
      loss(node, { code, what: `${flyteName(version)} reads this value as another text`, fix: "put it in quotes" }),
    ];
  }
  const what = `${flyteName(version)} reads ${written} as the text ${JSON.stringify(read)}`;
  return [loss(node, { code, what, fix: `put it in quotes: "${written}"` })];
};

/** Stores read `1` as they read `true`. */
function isStoreSetting({ inMap, name }: ConfigNode): boolean {
  return inMap && /\.(stow\.config|stowConfigOverride)\./.test(name);
}

/** How to reach a store, whatever the key, and variables that are called like one. */
function mayBeSecret({ name }: ConfigNode): boolean {
  if (/^storage\.|\.storage-config-override\./.test(name)) return true;
  return /\.default-env-vars\..*(secret|passw|token|key|credential|auth)/i.test(name);
}

/** Null where it does not mean nothing: what it was to take away stays, and in most maps it is the empty text. */
export const droppedNulls: LossFinder = (node) => {
  const { type, value, version, byDefault } = node;
  if (value !== null) return [];
  const said = { code: "CONFIG_NULL_DROPPED" } as const;
  if (node.passesNull) {
    const what = `${flyteName(version)} passes over null`;
    return [loss(node, { ...said, what, fix: "remove the key" })];
  }
  if (node.inMap) {
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
