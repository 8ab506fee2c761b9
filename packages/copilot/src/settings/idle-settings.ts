import { didYouMean } from "@podwright/core";
import { chartKeys } from "@podwright/store";
import { stowKeys } from "../docs/stow-keys.ts";

/**
 * What of the settings has no effect, a sentence each: patterns of config files that match nothing, and settings of the store
 * that no kind of store has. Upstream passes over both in silence.
 * @param unmatched - the patterns
 */
export function idleSettings(
  unmatched: readonly string[],
  stowConfig: Readonly<Record<string, string>>,
): readonly string[] {
  const known = Object.values(stowKeys).flatMap((keys) => Object.keys(keys));
  const unknown = Object.keys(stowConfig).filter(
    (key) => ![...known, ...chartKeys, "v2_signing"].includes(key.toLowerCase()),
  );
  return [
    ...unmatched.map((pattern) => `--config ${pattern} matches no file`),
    ...unknown.map((key) => {
      const meant = didYouMean(key, known);
      return `no store has a setting ${JSON.stringify(key)} (storage.stow.config)${meant ? `; ${meant} is one` : ""}`;
    }),
  ];
}
