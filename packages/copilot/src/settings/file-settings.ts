import { didYouMean, type Problem, type Result, resultOf } from "@podwright/core";
import type { Document, Node } from "yaml";
import { type ConfigShape, configShape } from "./config-shape.ts";
import type { ValueKind } from "./setting.ts";
import { layerOf, type Pairs, type SettingsLayer } from "./settings-layer.ts";
import { valueFault } from "./value-fault.ts";
import { type ConfigEntry, type ConfigNode, configNode } from "./yaml-nodes.ts";

/** One config file, parsed. */
export interface ParsedFile {
  readonly document: Document;
  /** Where a node stands: `a.yaml, line 4`. */
  readonly placeOf: (node: Node | null) => string;
  readonly yaml: typeof import("yaml");
}

/**
 * The layer that one config file gives. Strict, as upstream: what nobody knows is a problem, and all of them are told at once.
 * @problems CONFIG_INVALID; never with a value that stands in a map of the store's settings
 */
export function fileSettings(file: ParsedFile): Result<SettingsLayer> {
  const problems: Problem[] = [];
  const texts: Record<string, string> = {};
  const pairs: Record<string, Pairs> = {};
  const schemes: Record<string, { readonly config: Pairs }> = {};
  const read = (node: Node | null): ConfigNode => configNode(node, file.document, file.yaml);
  const invalid = (node: Node | null, key: string, { what, fix }: { readonly what: string; readonly fix: string }) => {
    const where = [file.placeOf(node), key].filter((part) => part !== "").join(", ");
    problems.push({ code: "CONFIG_INVALID", what, where, fix });
  };

  const entries = (node: Node | null, key: string): readonly ConfigEntry[] => {
    const found = read(node);
    if (found.kind === "map") return found.entries;
    if (found.kind !== "nothing")
      invalid(node, key, { what: "this is not a mapping", fix: "write keys and values below it" });
    return [];
  };

  const section = (node: Node | null, shape: ConfigShape): void => {
    for (const { key, keyNode, value } of entries(node, shape.key)) {
      const below = shape.below.get(key.toLowerCase());
      if (!below && holdsNothing(value)) continue;
      if (!below) invalid(keyNode, shape.key, unknownKey(key, shape));
      else if (below.key === "storage.schemes") schemesOf(value);
      else if (below.setting?.kind === "pairs")
        pairs[below.key] = { ...pairs[below.key], ...pairsOf(value, below.key) };
      else if (below.setting) scalar(value, below.setting);
      else section(value, below);
    }
  };

  /** Viper sees keys by their values: one without any is not there. An alias counts as something. */
  const holdsNothing = (node: Node | null): boolean => {
    const found = file.yaml.isAlias(node) ? null : read(node);
    if (found?.kind === "map") return found.entries.every(({ value }) => holdsNothing(value));
    return found?.kind === "nothing";
  };

  const scalar = (node: Node | null, { key, kind }: NonNullable<ConfigShape["setting"]>): void => {
    const found = read(node);
    if (kind === "list" || found.kind === "nothing") return;
    if (found.kind === "text" && ((found.text === "" && kind !== "string") || isNanoseconds(found.text, kind))) return;
    const fault =
      found.kind === "text" ? valueFault(kind, found.text) : { what: `this is not a ${kind}`, fix: `write a ${kind}` };
    if (fault) invalid(node, key, fault);
    else if (found.kind === "text") texts[key] = found.text;
  };

  /** A list of maps counts as one map: upstream's way to keep the case of keys, which viper lowers elsewhere. */
  const pairsOf = (node: Node | null, key: string): Pairs => {
    const found = read(node);
    if (found.kind === "list")
      return Object.assign({}, ...found.items.map((item) => textsOf(item, key, (name) => name)));
    return textsOf(node, key, (name) => name.toLowerCase());
  };

  const textsOf = (node: Node | null, key: string, nameOf: (name: string) => string): Pairs => {
    const named = entries(node, key).map(({ key: name, value }): [string, string] => {
      const found = read(value);
      if (found.kind !== "text" && found.kind !== "nothing") {
        invalid(value, `${key}.${name}`, {
          what: "this is not a text",
          fix: "write one value, in quotes if it has special characters",
        });
      }
      return [nameOf(name), found.kind === "text" ? found.text : ""];
    });
    return Object.fromEntries(named);
  };

  const schemesOf = (node: Node | null): void => {
    for (const { key: name, value } of entries(node, "storage.schemes")) {
      const scheme = name.toLowerCase();
      const where = `storage.schemes.${scheme}`;
      for (const { key, keyNode, value: inner } of entries(value, where)) {
        const lower = key.toLowerCase();
        if (lower === "config") schemes[scheme] = { config: pairsOf(inner, `${where}.config`) };
        else if (lower !== "kind" && lower !== "redis") {
          invalid(keyNode, where, {
            what: `${JSON.stringify(key)} is not a key here`,
            fix: "remove it; known are kind, config, redis",
          });
        }
      }
    }
  };

  section(file.document.contents, configShape());
  return resultOf<SettingsLayer>(
    {
      ...layerOf(texts),
      ...(pairs["storage.stow.config"] && { stowConfig: pairs["storage.stow.config"] }),
      ...(Object.keys(schemes).length > 0 && { schemes }),
    },
    problems,
  );
}

/** A duration that is a number: Go reads its JSON so. None of those that a file may have has an effect here. */
function isNanoseconds(text: string, kind: ValueKind): boolean {
  return kind === "duration" && /^\d+$/.test(text);
}

function unknownKey(key: string, { below }: ConfigShape): { readonly what: string; readonly fix: string } {
  const known = [...below.values()].map((shape) => shape.key.split(".").at(-1) ?? "");
  const meant = didYouMean(key, known);
  return {
    what: `${JSON.stringify(key)} is not a key here`,
    fix: meant ? `did you mean ${meant}?` : `remove it; known are ${known.join(", ")}`,
  };
}
