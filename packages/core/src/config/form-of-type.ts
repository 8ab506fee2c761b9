import type { GoType } from "./go-type.ts";
import { formOf } from "./meant/read-scalar.ts";

/** What a good value of a type looks like, for the one who has to write it. */
export function formOfType(type: GoType): string {
  switch (type.kind) {
    case "pointer":
      return formOfType(type.elem);
    case "struct":
      return "a map of the keys that it has";
    case "map":
      return "a map, or a list of maps with one key each";
    case "list":
      return "a list";
    default:
      return formOf(type);
  }
}
