import type { FieldSchema } from "../kubernetes/field-schema.ts";
import { roundUpQuantity } from "../kubernetes/quantity-arithmetic.ts";
import { structType } from "../kubernetes/struct-type.ts";
import { isServed } from "./served-fields.ts";
import type { Struct } from "./struct.ts";
import { typeDefaults } from "./type-defaults.ts";

/**
 * Fills in, at every depth, what the API server gives fields that are absent: the defaults that Kubernetes' types declare, and those
 * of `typeDefaults`. Fields that Kubernetes 1.34 does not know are dropped; amounts of resources are rounded up to thousandths.
 * @param type - by its name in the schema, `corev1.PodSpec`
 * @param value - decoded as that type; not changed
 * @source pkg/apis/core/v1/zz_generated.defaults.go SetObjectDefaults_PodTemplate, Kubernetes v1.34.1
 */
export function withDefaults<T extends object>(type: string, value: T): T {
  return structWithDefaults(type, value as Struct) as T;
}

function structWithDefaults(type: string, value: Struct): Struct {
  const { fields } = structType(type);
  const filled: Record<string, unknown> = {};
  for (const [name, given] of Object.entries({ ...value, ...typeDefaults[type]?.(value) })) {
    const field = fields.get(name);
    if (field && given !== undefined && isServed(type, name)) {
      filled[name] = valueWithDefaults(field, given);
    }
  }
  for (const field of new Set(fields.values())) {
    const fallback = filled[field.name] === undefined ? declaredDefault(field) : undefined;
    if (fallback !== undefined) filled[field.name] = fallback;
  }
  return filled;
}

function valueWithDefaults(field: FieldSchema, value: unknown): unknown {
  if (field.kind === "struct") return structWithDefaults(field.type ?? "", value as Struct);
  if (field.kind === "slice" && field.elem?.kind === "struct") {
    const { type = "" } = field.elem;
    return (value as readonly Struct[]).map((item) => structWithDefaults(type, item));
  }
  if (field.kind === "map" && field.elem?.type === "resource.Quantity") return rounded(value as Struct<string>);
  return value;
}

/** A struct or quantity that is no pointer is there even where nothing stands in it; a default that is a zero value counts for pointers only. */
function declaredDefault({ kind, type = "", pointer, default: marker }: FieldSchema): unknown {
  if (marker !== undefined) {
    const value = constants[marker] ?? JSON.parse(marker);
    return pointer || value ? value : undefined;
  }
  if (type === "resource.Quantity" && !pointer) return "0";
  const printed = kind === "struct" && !pointer && type !== "corev1.PodStatus";
  return printed ? structWithDefaults(type, {}) : undefined;
}

/** What the markers of Kubernetes' types name instead of writing it out. */
const constants: Readonly<Record<string, string>> = {
  "ref(AzureDataDiskCachingReadWrite)": "ReadWrite",
  "ref(AzureSharedBlobDisk)": "Shared",
};

/** @source pkg/apis/core/v1/defaults.go SetDefaults_ResourceList, Kubernetes v1.34.1 */
function rounded(amounts: Struct<string>): Struct<string> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, roundUpQuantity(amount)]));
}
