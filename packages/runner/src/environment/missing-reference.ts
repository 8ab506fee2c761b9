import type { Problem } from "@podwright/core";
import type { ObjectKind } from "../pod-facts.ts";

/** A ConfigMap, a Secret, or a key of one that a Pod needs and that was not given. */
export function missingReference(kind: ObjectKind, name: string, where: string, key?: string): Problem {
  const needed = key === undefined ? `${kind} ${name}` : `key ${key} of ${kind} ${name}`;
  return {
    code: "POD_REFERENCE_MISSING",
    what: `the Pod needs ${needed}, which was not given; on Kubernetes the container would not start`,
    where,
    fix: `give a manifest that has it (-f FILE), or mark the reference \`optional: true\``,
  };
}
