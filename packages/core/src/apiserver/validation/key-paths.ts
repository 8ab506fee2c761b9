import type { KeyToPath } from "../../kubernetes/gen/types.ts";
import { badProjectedPath } from "./paths.ts";
import { badMode } from "./ranges.ts";
import { type Refusals, required, when } from "./refusal.ts";

/**
 * Refuses a key of a ConfigMap or Secret that becomes a file.
 * @source pkg/apis/core/validation/validation.go validateKeyToPath, Kubernetes v1.34.1
 */
export function validateKeyPath({ key, path, mode }: KeyToPath, field: string): Refusals {
  return [
    ...when(!key, required(`${field}.key`)),
    ...when(!path, required(`${field}.path`)),
    ...badProjectedPath(`${field}.path`, path),
    ...badMode(`${field}.mode`, mode),
  ];
}
