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
  BLOB_INCOMPLETE: {
    exit: "backend",
    means: "A blob ended before its stated size, or ran over it, while it was copied.",
  },
  BLOB_KEY_REFUSED: { exit: "badInput", means: "A blob's key cannot be held by this kind of store." },
  BLOB_MISSING: { exit: "backend", means: "There is no blob of this name in the store." },
  BLOB_TOO_LARGE: { exit: "backend", means: "A blob is larger than the store takes in one request." },
  BLOB_URI_INVALID: { exit: "badInput", means: "A blob's reference is not of the form scheme://container/key." },
  BUCKET_MISSING: { exit: "backend", means: "The store has no bucket of this name." },
  CA_FILE_UNREADABLE: {
    exit: "badInput",
    means: "A file of CA certificates that was asked for by name cannot be read or holds none.",
  },
  CERTIFICATE_EXPIRED: { exit: "backend", means: "A store's certificate is past its last day, or before its first." },
  CERTIFICATE_HOST_MISMATCH: {
    exit: "backend",
    means: "A store's certificate was not issued for the host that was called.",
  },
  CERTIFICATE_UNTRUSTED: {
    exit: "backend",
    means: "A store's certificate was signed by no CA that this process trusts.",
  },
  CONFIG_INVALID: { exit: "badInput", means: "A value of Flyte's configuration cannot be read as what it should be." },
  CONFIG_KEY_UNKNOWN: { exit: "warning", means: "Flyte's configuration has a key that Flyte does not know." },
  COPILOT_MISSING: {
    exit: "backend",
    means: "The copilot, which moves inputs and outputs, is not installed beside Podwright.",
  },
  ERROR_DOCUMENT_INVALID: { exit: "backend", means: "An error document of a task cannot be decoded." },
  EXECUTION_INVALID: {
    exit: "badInput",
    means: "An execution file gives a fact that does not exist or cannot be read as what it should be.",
  },
  FIELD_UNKNOWN: { exit: "warning", means: "A Kubernetes object has a field that its type does not have." },
  FILE_MISSING: { exit: "badInput", means: "A file that the command line names does not exist or cannot be read." },
  INPUT_INVALID: {
    exit: "badInput",
    means: "The value of an input is not of the type that the task's interface gives it.",
  },
  INPUT_MISSING: { exit: "badInput", means: "The task has an input that nothing gave a value." },
  INPUT_UNKNOWN: { exit: "badInput", means: "The task has no input of this name." },
  INTERFACE_INVALID: { exit: "usage", means: "An interface on a command line is not base64 of one." },
  LITERALS_INVALID: { exit: "badInput", means: "A file of inputs or outputs cannot be decoded." },
  LITERAL_UNSUPPORTED: { exit: "badInput", means: "A value has no form in JSON or YAML." },
  MANIFEST_DUPLICATE: { exit: "badInput", means: "Two manifests give the same object." },
  MANIFEST_FILE_MISSING: { exit: "badInput", means: "A manifest file or folder does not exist or cannot be read." },
  MANIFEST_INVALID: { exit: "badInput", means: "A YAML or JSON document cannot be read as what it should be." },
  MANIFEST_TOO_LARGE: {
    exit: "badInput",
    means: "A YAML or JSON document is larger than any Kubernetes object may be.",
  },
  OUTPUT_INVALID: {
    exit: "badInput",
    means: "An output that the task wrote is not of the type that its interface gives it.",
  },
  PRIMARY_INIT_NEVER_APPLIES: {
    exit: "warning",
    means: "The template's `primary-init` container has no effect under these semantics.",
  },
  STORE_ACCESS_DENIED: { exit: "backend", means: "The store knows who asks, and refuses." },
  STORE_CONFIG_INVALID: { exit: "badInput", means: "The `storage` section of the platform config cannot be used." },
  STORE_CONTAINER_REFUSED: {
    exit: "badInput",
    means: "A reference leads out of the configured container, and the config allows no other.",
  },
  STORE_CREDENTIALS_INVALID: {
    exit: "backend",
    means: "The store does not accept the access key or the signature made with its secret.",
  },
  STORE_CREDENTIALS_MISSING: { exit: "backend", means: "There are no credentials to sign requests to the store with." },
  STORE_FOLDER_FAILED: { exit: "backend", means: "The file system failed under a folder store." },
  STORE_RESPONSE_INVALID: { exit: "backend", means: "The store's answer is not one that its protocol knows." },
  STORE_SCHEME_UNKNOWN: {
    exit: "badInput",
    means: "A reference's scheme belongs to no store that can be reached from here.",
  },
  STORE_UNAVAILABLE: {
    exit: "backend",
    means: "The store answers, but every try ended in its own failure or in its asking to slow down.",
  },
  STORE_UNREACHABLE: { exit: "backend", means: "No connection to the store could be made or kept." },
  TASK_FIELDS_UNKNOWN: {
    exit: "warning",
    means: "The task has fields that this version does not know; they have no effect.",
  },
  TASK_FILE_INVALID: { exit: "badInput", means: "The task file holds no task spec of flytekit or flyte 2." },
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
