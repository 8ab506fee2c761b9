/** What an error means for the process that meets it. */
export const exitCodes = { ok: 0, taskFailed: 1, usage: 2, badInput: 3, backend: 4, bug: 70 } as const;

type ExitKind = "usage" | "badInput" | "backend" | "warning";

interface ProblemKind {
  /** Decides the exit code; `warning` never ends a process. */
  readonly exit: ExitKind;
  /** One sentence for docs/errors.md, which is generated from this catalogue. */
  readonly means: string;
}

/** Every problem code there is, sorted by name. */
export const catalogue = {
  CERTIFICATE_UNTRUSTED: {
    exit: "backend",
    means: "A store's certificate was signed by no CA that this process trusts.",
  },
  MANIFEST_DUPLICATE: { exit: "badInput", means: "Two manifests give the same object." },
  MANIFEST_FILE_MISSING: { exit: "badInput", means: "A manifest file or folder does not exist or cannot be read." },
  MANIFEST_INVALID: { exit: "badInput", means: "A YAML or JSON document cannot be read as what it should be." },
  MANIFEST_TOO_LARGE: {
    exit: "badInput",
    means: "A YAML or JSON document is larger than any Kubernetes object may be.",
  },
  PRIMARY_INIT_NEVER_APPLIES: {
    exit: "warning",
    means: "The template's `primary-init` container has no effect under these semantics.",
  },
  TASK_FILE_MISSING: { exit: "badInput", means: "The task file does not exist or cannot be read." },
  USAGE: { exit: "usage", means: "The command line is not one that the command takes." },
} as const;

export type ProblemCode = keyof typeof catalogue;

/** The exit code that the most severe of these problems asks for. */
export function exitCodeOf(problems: readonly { readonly code: ProblemCode }[]): number {
  const kindOf: Readonly<Record<ProblemCode, ProblemKind>> = catalogue;
  const kinds = new Set(problems.map((problem) => kindOf[problem.code].exit));
  const first = (["usage", "badInput", "backend"] as const).find((kind) => kinds.has(kind));
  return first ? exitCodes[first] : exitCodes.ok;
}
