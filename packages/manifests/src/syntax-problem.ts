import type { Problem } from "@podwright/core";
import type { LocationAt } from "./location-at.ts";
import { renderLocation } from "./source-location.ts";
import type { SyntaxFault } from "./syntax-fault.ts";

/** A fault of a YAML text, at its place. */
export function syntaxProblem({ reason, offset, fix }: SyntaxFault, locationAt: LocationAt): Problem {
  return {
    code: "MANIFEST_INVALID",
    what: `not valid YAML: ${reason.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`,
    where: renderLocation(locationAt(offset)),
    fix: fix ?? "correct the file at that place",
  };
}
