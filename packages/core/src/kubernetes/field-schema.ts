/**
 * One field of a Kubernetes API type, as Go declares it.
 * Whether a field is a pointer decides whether its zero value can be told from absence.
 */
export interface FieldSchema {
  readonly name: string;
  readonly kind: FieldKind;
  /** Name of the struct, or of a type with a JSON form of its own (`resource.Quantity`). */
  readonly type?: string;
  readonly pointer?: boolean;
  readonly omitempty?: boolean;
  /** The fields of `type` stand in the outer object itself. */
  readonly inline?: boolean;
  readonly elem?: { readonly kind: FieldKind; readonly type?: string };
  readonly default?: string;
  readonly patchStrategy?: string;
  readonly patchMergeKey?: string;
  readonly listType?: string;
  readonly listMapKeys?: readonly string[];
  readonly mapType?: string;
}

type FieldKind = "struct" | "slice" | "map" | "string" | "bool" | "int32" | "int64" | "opaque";
