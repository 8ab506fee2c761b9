import {
  type ConfigMap,
  type ObjectMeta,
  type Problem,
  problemsOf,
  type Result,
  resultOf,
  type Secret,
  success,
} from "@podwright/core";
import { decodePart } from "./decode-object.ts";
import type { ManifestObject } from "./manifest-object.ts";
import { renderLocation } from "./source-location.ts";

/** @problems MANIFEST_INVALID, which never shows a value */
export function decodeConfigMap(object: ManifestObject): Result<ConfigMap> {
  return decodeMaps(object, { data: "text", binaryData: "base64" });
}

/** @problems MANIFEST_INVALID, which never shows a value */
export function decodeSecret(object: ManifestObject): Result<Secret> {
  const decoded = decodeMaps(object, { data: "base64", stringData: "text" });
  const { type } = object.value;
  return decoded.ok && typeof type === "string" ? success({ ...decoded.value, type }, decoded.warnings) : decoded;
}

type Encoding = "text" | "base64";

interface DataObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

function decodeMaps(object: ManifestObject, maps: Readonly<Record<string, Encoding>>): Result<DataObject> {
  const metadata = decodePart<ObjectMeta>("metav1.ObjectMeta", object, "metadata");
  const problems = Object.entries(maps).flatMap(([name, encoding]) => checkMap(object, name, encoding));
  const given = Object.keys(maps).filter((name) => object.value[name] != null);
  const data = Object.fromEntries(given.map((name) => [name, { ...(object.value[name] as object) }]));
  const value = { apiVersion: "v1", kind: object.kind, metadata: metadata.ok ? metadata.value : {}, ...data };
  return resultOf(value, [...problemsOf([metadata]), ...problems]);
}

function checkMap(object: ManifestObject, name: string, encoding: Encoding): readonly Problem[] {
  const map = object.value[name];
  if (map === undefined || map === null) return [];
  if (typeof map !== "object" || Array.isArray(map)) {
    return [invalid(object, [name], `${name} must be a map of names to text`, "write it as a map")];
  }
  return Object.entries(map).flatMap(([key, value]) => checkEntry(object, [name, key], { value, encoding }));
}

function checkEntry(
  object: ManifestObject,
  path: readonly [string, string],
  { value, encoding }: { readonly value: unknown; readonly encoding: Encoding },
): readonly Problem[] {
  const key = path[1];
  if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === "." || key.startsWith("..")) {
    return [invalid(object, path, `${JSON.stringify(key)} is no valid key`, "use letters, digits, - _ and . alone")];
  }
  if (typeof value !== "string") {
    return [
      invalid(object, path, `the value of ${key} must be text`, "put it in quotes, or write it as a block after |"),
    ];
  }
  if (encoding === "base64" && !isBase64(value)) {
    const fix =
      object.kind === "Secret" ? "encode it, or move it to stringData as it is" : "encode it, or move it to data";
    return [invalid(object, path, `the value of ${key} is not base64`, fix)];
  }
  return [];
}

/** As Go reads it: padded, line breaks passed over. */
function isBase64(text: string): boolean {
  const packed = text.replaceAll(/[\r\n]/g, "");
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}

function invalid(object: ManifestObject, path: readonly string[], what: string, fix: string): Problem {
  return { code: "MANIFEST_INVALID", what, where: renderLocation(object.locate(path), path), fix };
}
