import type { FieldSchema } from "./field-schema.ts";
import { structType } from "./struct-type.ts";

/** What Go prints of a field that nobody set; undefined for a type whose zero value has no form of its own. */
export function zeroOf({ kind, type = "" }: Pick<FieldSchema, "kind" | "type">): unknown {
  switch (kind) {
    case "struct":
      return Object.fromEntries(structType(type).required.map((field) => [field.name, zeroOf(field)]));
    case "slice":
      return [];
    case "map":
      return {};
    case "string":
      return "";
    case "bool":
      return false;
    case "int32":
    case "int64":
      return 0;
    case "opaque":
      return type === "resource.Quantity" ? "0" : type === "intstr.IntOrString" ? 0 : undefined;
  }
}
