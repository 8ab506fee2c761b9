import { foldCase, goLower } from "../../go/letter-case.ts";
import type { Problem } from "../../problem/problem.ts";
import { isConfigEntries } from "../config-value.ts";
import { fixOfUnknownKey } from "../fix-of-unknown-key.ts";
import type { GoStruct } from "../go-type.ts";
import { type ConfigNode, flyteName, type LossFinder, loss } from "./config-node.ts";

/** Keys of structs that lead nowhere: unknown ones, paths with dots, and fields that Flyte's decoder does not reach. */
export const deadKeys: LossFinder = (node) => {
  const { type, value } = node;
  if (type.kind !== "struct" || !isConfigEntries(value)) return [];
  const known = new Set(type.fields.map(({ name }) => foldCase(name)));
  return [...value.keys()].flatMap((key): readonly Problem[] => {
    const written = String(key);
    return known.has(foldCase(written)) ? [] : deadKey(node, type, written);
  });
};

function deadKey(node: ConfigNode, type: GoStruct, key: string): readonly Problem[] {
  const flyte = flyteName(node.version);
  const head = key.slice(0, Math.max(key.indexOf("."), 0));
  if (type.fields.some(({ name }) => head !== "" && foldCase(name) === foldCase(head))) {
    const what = `the path ${key} does nothing: ${flyte} takes it for one key, and drops what stands nested at the same path`;
    return [loss(node, { code: "CONFIG_KEY_DOTTED", what, fix: `nest it:\n${nested(key)}` }, key)];
  }
  const embedded = type.fields.find(
    (field) => field.embedded && field.type.kind === "struct" && reaches(field.type, key),
  );
  if (embedded?.name === "TypeMeta") return [];
  if (embedded) {
    const what = `${flyte} drops ${key}: its decoder does not reach the fields that Go embeds`;
    const fix = `write it one level deeper, which only ${flyte} reads:\n${embeddedKey(embedded.name)}:\n  ${key}: …`;
    return [loss(node, { code: "CONFIG_FIELD_UNREACHABLE", what, fix }, key)];
  }
  if (type.open) return [];
  if (key.toLowerCase() === "connection" && node.name === "storage") return [connection(node, key)];
  const what = `${flyte} does not know the key ${key} in ${node.name} and passes over it`;
  return [loss(node, { code: "CONFIG_KEY_UNKNOWN", what, fix: fixOfUnknownKey(key, keysOf(type)) }, key)];
}

function connection(node: ConfigNode, key: string): Problem {
  const what = "Flyte 2.0 passes over storage.connection, which was Flyte 1's";
  const fix = `say it in the settings of stow:
stow:
  kind: s3
  config: { auth_type: accesskey, access_key_id: …, secret_key: …, endpoint: …, region: … }`;
  return loss(node, { code: "CONFIG_KEY_UNKNOWN", what, fix }, key);
}

function nested(key: string): string {
  const parts = key.split(".");
  return parts
    .map((part, depth) => `${"  ".repeat(depth)}${part}:${depth === parts.length - 1 ? " …" : ""}`)
    .join("\n");
}

function reaches(type: GoStruct, key: string): boolean {
  const folded = foldCase(key);
  return type.fields.some((field) =>
    field.embedded && field.type.kind === "struct" ? reaches(field.type, key) : foldCase(field.name) === folded,
  );
}

function keysOf({ fields }: GoStruct): readonly string[] {
  return fields.map(({ name, embedded }) => (embedded ? embeddedKey(name) : name));
}

/** The key that reaches an embedded struct, as a config would write it. */
function embeddedKey(typeName: string): string {
  return typeName.charAt(0).toLowerCase() + typeName.slice(1);
}

/** Keys that differ in case alone: one of them counts. */
export const repeatedKeys: LossFinder = (node) => {
  const { type, value, version } = node;
  if (!isConfigEntries(value) || (type.kind === "map" && node.keepsCase)) return [];
  if (type.kind !== "struct" && type.kind !== "map") return [];
  const seen = new Map<string, string>();
  return [...value.keys()].flatMap((key) => {
    const written = String(key);
    const lower = goLower(written);
    const before = seen.get(lower);
    seen.set(lower, written);
    if (before === undefined || written.includes(".")) return [];
    const what = `${flyteName(version)} takes ${before} and ${written} for one key, and one of the two values is lost`;
    return [loss(node, { code: "CONFIG_KEY_REPEATED", what, fix: "keep one of them" }, written)];
  });
};
