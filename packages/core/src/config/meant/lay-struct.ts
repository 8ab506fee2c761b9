import { foldCase } from "../../go/letter-case.ts";
import type { ConfigEntries, ConfigValue } from "../config-value.ts";
import { fixOfUnknownKey } from "../fix-of-unknown-key.ts";
import type { GoField, GoStruct, GoValue } from "../go-type.ts";
import { defaultOf, zeroOf } from "../go-values.ts";
import { keyText } from "../key-text.ts";
import { layValue } from "./lay-value.ts";
import { below, type Reading, whereOf } from "./reading.ts";

/**
 * Lays the keys of a map over a struct's fields. Keys match in any case; a key with dots leads on into the field that it begins with; null
 * gives the field its default back. The fields of embedded structs stand among the struct's own, as Kubernetes writes them.
 * @problems CONFIG_INVALID; CONFIG_KEY_UNKNOWN as a warning
 */
export function layStruct(type: GoStruct, value: ConfigEntries, before: GoValue, at: Reading): GoValue {
  const laid = new Map(before as ReadonlyMap<string, GoValue>);
  for (const [key, each] of value) {
    const name = keyText(key);
    const found = findField(type, name);
    if (found)
      layField(
        found.field,
        found.rest === "" ? each : new Map([[found.rest, each]]),
        laid,
        below(at, name, found.field.name),
      );
    else if (!layEmbedded(type, name, each, laid, at) && !type.open) at.problems.push(unknownKey(type, name, at));
  }
  return laid;
}

interface FoundField {
  readonly field: GoField;
  /** What of a dotted key comes after the field's name. */
  readonly rest: string;
}

/** The field that a key names, or that its first parts name. */
function findField({ fields }: GoStruct, key: string): FoundField | undefined {
  const named = (name: string): GoField | undefined => {
    const folded = foldCase(name);
    return fields.find((field) => field.name === name) ?? fields.find((field) => foldCase(field.name) === folded);
  };
  const own = named(key);
  if (own) return { field: own, rest: "" };
  for (let dot = key.indexOf("."); dot >= 0; dot = key.indexOf(".", dot + 1)) {
    const field = named(key.slice(0, dot));
    if (field) return { field, rest: key.slice(dot + 1) };
  }
  return undefined;
}

function layField(field: GoField, value: ConfigValue, laid: Map<string, GoValue>, at: Reading): void {
  if (value === null) {
    const byDefault =
      field.byDefault === undefined ? undefined : defaultOf({ kind: "struct", name: "", fields: [field] });
    laid.delete(field.name);
    if (byDefault) laid.set(field.name, byDefault.get(field.name) ?? null);
    else if (field.type.kind === "struct") laid.set(field.name, defaultOf(field.type));
    return;
  }
  laid.set(field.name, layValue(field.type, value, laid.get(field.name) ?? zeroOf(field.type), at));
}

/** @returns whether an embedded struct has the field */
function layEmbedded(
  { fields }: GoStruct,
  key: string,
  value: ConfigValue,
  laid: Map<string, GoValue>,
  at: Reading,
): boolean {
  for (const field of fields) {
    if (!field.embedded || field.type.kind !== "struct" || !reaches(field.type, key)) continue;
    laid.set(field.name, layStruct(field.type, new Map([[key, value]]), laid.get(field.name) ?? new Map(), at));
    return true;
  }
  return false;
}

function reaches(type: GoStruct, key: string): boolean {
  if (findField(type, key)) return true;
  return type.fields.some((field) => field.embedded && field.type.kind === "struct" && reaches(field.type, key));
}

function unknownKey(type: GoStruct, key: string, at: Reading): Reading["problems"][number] {
  return {
    code: "CONFIG_KEY_UNKNOWN",
    severity: "warning",
    what: `Flyte does not know the key ${key} in ${at.name || "the config file"} and passes over it`,
    where: whereOf(below(at, key)),
    fix: fixOfUnknownKey(key, keysOf(type)),
  };
}

/** Every key that leads somewhere. */
function keysOf({ fields }: GoStruct): readonly string[] {
  return fields.flatMap((field) =>
    field.embedded && field.type.kind === "struct" ? keysOf(field.type) : [field.name],
  );
}
