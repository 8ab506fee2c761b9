import type { Problem } from "@podwright/core";

/** Of a file that is not UTF-8. */
export function notText(file: string): Problem {
  return {
    code: "MANIFEST_INVALID",
    what: "not a text file: it is not UTF-8",
    where: file,
    fix: "save it as UTF-8; binary contents go into a ConfigMap's binaryData in base64",
  };
}
