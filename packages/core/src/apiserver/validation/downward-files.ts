import type { DownwardAPIVolumeFile } from "../../kubernetes/gen/types.ts";
import { validateFieldReference, validateResourceReference } from "./field-references.ts";
import { badProjectedPath } from "./paths.ts";
import { badMode } from "./ranges.ts";
import { invalid, type Refusals, required, when } from "./refusal.ts";

/** @source pkg/apis/core/validation/validation.go validateDownwardAPIVolumeFile, Kubernetes v1.34.1 */
export function validateDownwardFile(file: DownwardAPIVolumeFile, field: string): Refusals {
  const { path, fieldRef, resourceFieldRef, mode } = file;
  return [
    ...when(!path, required(`${field}.path`)),
    ...badProjectedPath(`${field}.path`, path),
    ...(fieldRef ? validateFieldReference(fieldRef, `${field}.fieldRef`, volumeFields) : []),
    ...when(
      fieldRef && resourceFieldRef,
      invalid(field, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously"),
    ),
    ...(resourceFieldRef && !fieldRef
      ? validateResourceReference(resourceFieldRef, `${field}.resourceFieldRef`, true)
      : []),
    ...when(!fieldRef && !resourceFieldRef, required(field, "one of fieldRef and resourceFieldRef is required")),
    ...badMode(`${field}.mode`, mode),
  ];
}

const volumeFields = ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];
