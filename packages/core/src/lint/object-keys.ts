import type { ConfigMap, Secret } from "../kubernetes/types.ts";

/** The keys that a ConfigMap or Secret has, of text and of bytes. */
export function objectKeys(object: ConfigMap | Secret): readonly string[] {
  const maps = [
    object.data,
    "stringData" in object ? object.stringData : undefined,
    "binaryData" in object ? object.binaryData : undefined,
  ];
  return [...new Set(maps.flatMap((map) => Object.keys(map ?? {})))];
}
