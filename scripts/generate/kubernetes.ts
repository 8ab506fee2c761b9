import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Field {
  readonly name: string;
  readonly kind: string;
  readonly type?: string;
  readonly pointer?: boolean;
  readonly inline?: boolean;
  readonly omitempty?: boolean;
  readonly elem?: { readonly kind: string; readonly type?: string };
}

type Schema = Readonly<Record<string, readonly Field[]>>;

const schemaFile = "packages/core/schema/core-v1-types-v0.36.3.json";
const olderSchemaFile = "packages/core/schema/core-v1-types-v0.34.1.json";
/** The names that Go's errors give to fields whose types are texts or maps with a name of their own; read from the types' Go source. */
const namedTypesFile = "packages/core/schema/core-v1-named-types-v0.36.3.json";

/**
 * Writes TypeScript types and the schema data of Kubernetes' core/v1 from the types files in packages/core/schema, and the list of
 * fields that the older of them lacks.
 * @param out - the folder to write to, made when missing
 */
export function generateKubernetes(root: string, out: string): void {
  const schema = readSchema(root, schemaFile);
  const head = `// Generated from ${schemaFile} by scripts/generate: k8s.io/api v0.36.3 (Apache-2.0). Do not edit.\n`;
  mkdirSync(out, { recursive: true });
  writeFileSync(
    join(out, "types.ts"),
    head +
      Object.entries(schema)
        .map(([name, fields]) => interfaceOf(name, fields))
        .join(""),
  );
  const data = Object.entries(schema).map(
    ([name, fields]) => `  ${JSON.stringify(name)}: ${JSON.stringify(fields)},\n`,
  );
  writeFileSync(
    join(out, "schema.ts"),
    `${head}import type { FieldSchema } from "../field-schema.ts";\n\nexport const schema: Readonly<Record<string, readonly FieldSchema[]>> = {\n${data.join("")}};\n`,
  );
  writeFileSync(join(out, "newer-fields.ts"), newerFields(schema, readSchema(root, olderSchemaFile)));
  writeFileSync(join(out, "named-types.ts"), namedTypes(root));
}

function readSchema(root: string, file: string): Schema {
  return JSON.parse(readFileSync(join(root, file), "utf8")) as Schema;
}

function newerFields(schema: Schema, older: Schema): string {
  const data = Object.entries(older).flatMap(([type, fields]) => {
    const known = new Set(fields.map(({ name }) => name));
    const names = (schema[type] ?? []).map(({ name }) => name).filter((name) => !known.has(name));
    return names.length > 0 ? [`  ${JSON.stringify(type)}: ${JSON.stringify(names)},\n`] : [];
  });
  return `// Generated from packages/core/schema by scripts/generate: k8s.io/api v0.34.1 and v0.36.3 (Apache-2.0). Do not edit.

/** By type, the fields of k8s.io/api v0.36.3 that v0.34.1 does not have. */
export const newerFields: Readonly<Record<string, readonly string[]>> = {\n${data.join("")}};\n`;
}

function namedTypes(root: string): string {
  const named = JSON.parse(readFileSync(join(root, namedTypesFile), "utf8")) as Record<string, unknown>;
  const data = Object.entries(named).map(([name, fields]) => `  ${JSON.stringify(name)}: ${JSON.stringify(fields)},\n`);
  return `// Generated from ${namedTypesFile} by scripts/generate: k8s.io/api v0.36.3 (Apache-2.0). Do not edit.

/** By struct and field: the type's name in Go's errors. */
export const namedTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = {\n${data.join("")}};\n`;
}

function interfaceOf(name: string, fields: readonly Field[]): string {
  const inlined = fields.filter((field) => field.inline).map((field) => typeName(field.type ?? ""));
  const extended = inlined.length > 0 ? ` extends ${inlined.join(", ")}` : "";
  const lines = fields
    .filter((field) => !field.inline)
    .map((field) => `  ${field.name}${field.omitempty || field.pointer ? "?" : ""}: ${typeOf(field)};\n`);
  return `\nexport interface ${typeName(name)}${extended} {\n${lines.join("")}}\n`;
}

function typeOf(field: { readonly kind: string; readonly type?: string; readonly elem?: Field["elem"] }): string {
  const of = field.elem ? typeOf(field.elem) : "";
  switch (field.kind) {
    case "struct":
      return typeName(field.type ?? "");
    case "slice":
      return `${of}[]`;
    case "map":
      return `Record<string, ${of}>`;
    case "bool":
      return "boolean";
    case "int32":
    case "int64":
      return "number";
    case "opaque":
      return opaqueTypes[field.type ?? ""] ?? "unknown";
    default:
      return "string";
  }
}

/** Types with a JSON form of their own. */
const opaqueTypes: Record<string, string> = {
  "metav1.Time": "string",
  "metav1.MicroTime": "string",
  "resource.Quantity": "string",
  "intstr.IntOrString": "number | string",
};

function typeName(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}
