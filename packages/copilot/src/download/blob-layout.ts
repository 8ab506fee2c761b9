import type { Literal } from "@podwright/core";
import type { Scalar } from "@podwright/core/gen/flyteidl2/core/literals_pb";
import { BlobType_BlobDimensionality } from "@podwright/core/gen/flyteidl2/core/types_pb";
import { baseName } from "./input-names.ts";
import type { FileInputLayout } from "./planned-entry.ts";

/** Without metadata a blob is one file. */
export function isMultipart({ value }: Scalar): boolean {
  return value.case === "blob" && value.value.metadata?.type?.dimensionality === BlobType_BlobDimensionality.MULTIPART;
}

/** The file's own name, under NAMED_DIR, when the literal is one file and not wrapped in anything; else null. */
export function ownName({ value }: Literal, layout: FileInputLayout): string | null {
  if (layout !== "NAMED_DIR") return null;
  if (value.case !== "scalar" || value.value.value.case !== "blob" || isMultipart(value.value)) return null;
  return baseName(value.value.value.value.uri);
}

/**
 * Items are named 0, 1, 2…; under NAMED_DIR files keep their own name, and one that is taken gets its index in front.
 * @source flytecopilot/data/download.go handleCollection, flyteorg/flyte v2.0.43
 */
export function itemNames(items: readonly Literal[], layout: FileInputLayout): readonly string[] {
  const taken = new Set(["", ".", "/"]);
  return items.map((item, index) => {
    const own = ownName(item, layout);
    if (own === null) return `${index}`;
    const name = taken.has(own) ? `${index}_${own}` : own;
    taken.add(name);
    return name;
  });
}
