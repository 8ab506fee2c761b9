/** What an error means for the process that meets it. */
export const exitCodes = { ok: 0, taskFailed: 1, usage: 2, badInput: 3, backend: 4, bug: 70 } as const;

type ExitKind = "usage" | "badInput" | "backend" | "warning";

export interface ProblemKind {
  /** Decides the exit code; `warning` ends no process, unless the problem is an error where it is met. */
  readonly exit: ExitKind;
  /** One sentence for docs/errors.md, which is generated from this catalogue. */
  readonly means: string;
}

/** Every problem code there is, sorted by name. */
export const catalogue = {
  ANNOTATION_INVALID: {
    exit: "badInput",
    means: "An annotation of podwright.dev cannot be read, or names what no Pod has.",
  },
  ANNOTATION_WITHOUT_EFFECT: {
    exit: "warning",
    means:
      "Podwright does not know an annotation of podwright.dev, or Flyte's rules compose the Pod and do not heed it.",
  },
  API_SERVER_REFUSES: {
    exit: "badInput",
    means: "An API server would refuse a PodTemplate, or the Pod that Flyte makes with it.",
  },
  BASELINE_INVALID: { exit: "badInput", means: "A baseline of `podwright lint` cannot be read." },
  BASELINE_WRITE_FAILED: { exit: "badInput", means: "A baseline of `podwright lint` cannot be written." },
  BLOB_CHANGED: { exit: "backend", means: "A blob was replaced by another one while it was read." },
  BLOB_CORRUPTED: {
    exit: "backend",
    means: "The bytes of a blob that came are not those that its store has the checksum of.",
  },
  BLOB_INCOMPLETE: {
    exit: "backend",
    means: "A blob ended before its stated size, or ran over it, while it was copied.",
  },
  BLOB_KEY_REFUSED: { exit: "badInput", means: "A blob's key cannot be held by this kind of store." },
  BLOB_MISSING: { exit: "backend", means: "There is no blob of this name in the store." },
  BLOB_TOO_LARGE: { exit: "backend", means: "A blob is larger than the store takes in one request." },
  BLOB_URI_INVALID: { exit: "badInput", means: "A blob's reference is not of the form scheme://container/key." },
  BOUNDARY_IDENTITY: {
    exit: "badInput",
    means: "A task uses the name of a container or volume that is the platform's (rule B7).",
  },
  BOUNDARY_ISOLATION: {
    exit: "badInput",
    means: "What a template says to init containers reaches beyond them (rule B1).",
  },
  BOUNDARY_PATHS: {
    exit: "badInput",
    means: "A mount lies over the copilot's program, its config, the task's data or a trust store (rule B6).",
  },
  BOUNDARY_POD_WIDE: {
    exit: "badInput",
    means: "A template makes the Pod as a whole looser than it is without (rule B5).",
  },
  BOUNDARY_PRIVILEGE: {
    exit: "badInput",
    means: "An init container and a task's container share something, and one has more privilege (rule B4).",
  },
  BOUNDARY_REACH: { exit: "badInput", means: "A container reads what the platform gave to others (rule B2)." },
  BOUNDARY_SHARED_WRITE: {
    exit: "badInput",
    means: "The platform's containers and the task's can write to one volume (rule B3).",
  },
  BOUNDARY_WEAKENED: { exit: "badInput", means: "A task loosens hardening that a template set (rule B8)." },
  BUCKET_MISSING: { exit: "backend", means: "The store has no bucket of this name." },
  CA_FILE_UNREADABLE: {
    exit: "badInput",
    means: "A file of CA certificates that was asked for by name cannot be read or holds none.",
  },
  CA_PATH_MISSING: {
    exit: "badInput",
    means: "A variable names a CA file or folder that the volume mounted there does not hold.",
  },
  CERTIFICATE_EXPIRED: { exit: "backend", means: "A server's certificate, or a CA's above it, is past its last day." },
  CERTIFICATE_HOST_MISMATCH: {
    exit: "backend",
    means: "A server's certificate was not issued for the host that was called.",
  },
  CERTIFICATE_NOT_YET_VALID: {
    exit: "backend",
    means: "A server's certificate, or a CA's above it, is before its first day.",
  },
  CERTIFICATE_SELF_SIGNED: {
    exit: "backend",
    means: "A server's certificate is signed by itself alone, and this process does not trust it.",
  },
  CERTIFICATE_UNFIT: {
    exit: "backend",
    means: "A server's certificate was not issued for servers, or by a CA that may not sign it.",
  },
  CERTIFICATE_UNTRUSTED: {
    exit: "backend",
    means: "A server's certificate was signed by no CA that this process trusts.",
  },
  CLIENT_CERTIFICATE_INVALID: {
    exit: "badInput",
    means: "A store's client certificate or its key is missing, cannot be read, or they do not belong together.",
  },
  CLIENT_CERTIFICATE_REFUSED: { exit: "backend", means: "A store does not accept the client certificate." },
  CLIENT_CERTIFICATE_REQUIRED: {
    exit: "backend",
    means: "A store wants a client certificate, and none is configured.",
  },
  CLUSTER_ADMISSION_REFUSED: {
    exit: "backend",
    means: "A webhook or a policy of the cluster does not let the Pod in.",
  },
  CLUSTER_CONFIG_MISSING: {
    exit: "warning",
    means: "The cluster has no ConfigMap with Flyte's config where one was looked for.",
  },
  CLUSTER_CONFIG_PARTIAL: {
    exit: "warning",
    means: "Flyte's config in the cluster comes from Secrets too, which are not read.",
  },
  CLUSTER_CREDENTIALS_INVALID: {
    exit: "backend",
    means: "The cluster does not know who asks: a certificate or a token has expired, or is another cluster's.",
  },
  CLUSTER_FORBIDDEN: { exit: "backend", means: "The cluster knows who asks, and does not allow it." },
  CLUSTER_LOGIN_FAILED: {
    exit: "backend",
    means: "The program that a kubeconfig names for logging in is missing, or fails.",
  },
  CLUSTER_NAMESPACE_MISSING: {
    exit: "badInput",
    means: "The cluster has no namespace of this name, or is deleting it.",
  },
  CLUSTER_OBJECT_DIFFERS: {
    exit: "badInput",
    means: "The cluster has a ConfigMap or Secret of a manifest's name with another content, which is not overwritten.",
  },
  CLUSTER_OBJECT_EXISTS: { exit: "badInput", means: "The cluster has an object of this name already." },
  CLUSTER_POD_MISSING: { exit: "badInput", means: "The cluster has no Pod of the name." },
  CLUSTER_QUOTA_EXCEEDED: {
    exit: "backend",
    means: "A ResourceQuota of the namespace leaves no room for the Pod, or wants resources that it does not state.",
  },
  CLUSTER_REFUSED: { exit: "backend", means: "The cluster does not do what it was asked." },
  CLUSTER_UNAVAILABLE: {
    exit: "backend",
    means: "The cluster answers, but every try ended in its own failure or in its asking to slow down.",
  },
  CLUSTER_UNREACHABLE: { exit: "backend", means: "No connection to the cluster's API server could be made or kept." },
  CONFIG_CASE_LOST: { exit: "warning", means: "Flyte reads a key of a map in lower case, or twice." },
  CONFIG_DEFAULTS_REPLACED: {
    exit: "warning",
    means: "A map of the config takes the place of a default one, whose other entries are lost.",
  },
  CONFIG_DOCUMENT_UNREAD: { exit: "warning", means: "A config file has more documents than the one that Flyte reads." },
  CONFIG_DURATION_BARE: { exit: "warning", means: "A duration is a number, which Flyte counts in nanoseconds." },
  CONFIG_EMPTY: { exit: "warning", means: "A config file holds none of Flyte's sections." },
  CONFIG_FIELD_UNREACHABLE: {
    exit: "warning",
    means: "A field of a PodTemplate in Flyte 2's config is one that its decoder does not reach.",
  },
  CONFIG_FILES_CLASH: { exit: "warning", means: "One config file takes away what another one says." },
  CONFIG_FILE_UNSUPPORTED: {
    exit: "badInput",
    means: "The name of a config file has an ending by which Flyte reads no file.",
  },
  CONFIG_INVALID: { exit: "badInput", means: "A value of Flyte's configuration cannot be read as what it should be." },
  CONFIG_KEY_DOTTED: { exit: "warning", means: "A key of the config is a path with dots, which does nothing." },
  CONFIG_KEY_REPEATED: {
    exit: "warning",
    means: "Two keys of the config differ in case alone, and one of their values is lost.",
  },
  CONFIG_KEY_UNKNOWN: { exit: "warning", means: "Flyte's configuration has a key that Flyte does not know." },
  CONFIG_NULL_DROPPED: { exit: "warning", means: "A null in the config does not mean that there is nothing." },
  CONFIG_SECTION_SHADOWED: {
    exit: "warning",
    means: "A variable of the environment makes Flyte pass over a whole section of its config.",
  },
  CONFIG_SECTION_UNKNOWN: { exit: "warning", means: "Flyte's configuration has a section that Flyte does not know." },
  CONFIG_VALUE_REWRITTEN: {
    exit: "warning",
    means: "A value of the config is another text to Flyte than it is in the file.",
  },
  CONFIG_VARIABLE_UNUSED: {
    exit: "warning",
    means: "A variable of the environment looks as if it set a key of the config, and does not.",
  },
  CONTAINER_COMMAND_MISSING: {
    exit: "badInput",
    means: "A container has no command, and the engine does not know its image's entry point.",
  },
  CONTAINER_ENGINE_FAILED: {
    exit: "backend",
    means: "Docker or Podman refused or failed at something that the Pod needs.",
  },
  CONTAINER_ENGINE_LOST: { exit: "backend", means: "Docker or Podman stopped answering while a Pod ran." },
  CONTAINER_REPEATED: { exit: "badInput", means: "Two containers of a task have one name." },
  COPILOT_MISSING: {
    exit: "backend",
    means: "The copilot, which moves inputs and outputs, is not installed beside Podwright.",
  },
  COPILOT_STORAGE_MISSING: {
    exit: "badInput",
    means: "The task needs the copilot, and the config does not say where its store is.",
  },
  COPILOT_TRUST_UNEVEN: {
    exit: "warning",
    means: "One of the copilot's containers is given a CA that the other one, which talks to the same store, is not.",
  },
  DEFAULT_POD_TEMPLATE_MISSING: {
    exit: "warning",
    means: "The PodTemplate that the config names as the default does not exist: Flyte goes on without one.",
  },
  ENGINE_NOT_ENFORCED: {
    exit: "warning",
    means: "The Pod asks for users, privileges or sizes that this engine does not enforce.",
  },
  ENGINE_UNSUPPORTED: {
    exit: "badInput",
    means:
      "The Pod, or an image of it, asks for what this engine lacks and what would change files or the order of events.",
  },
  ENTRY_DUPLICATE: {
    exit: "warning",
    means: "A variable, mount, volume, port or container stands twice in a template or a Pod.",
  },
  ERROR_DOCUMENT_INVALID: { exit: "backend", means: "An error document of a task cannot be decoded." },
  EXECUTION_INVALID: {
    exit: "badInput",
    means: "An execution file gives a fact that does not exist or cannot be read as what it should be.",
  },
  FIELD_DROPPED: {
    exit: "warning",
    means: "A field is newer than the Kubernetes library of this version of Flyte, which drops it.",
  },
  FIELD_LOCKED: { exit: "badInput", means: "A task would change what a platform template locks." },
  FIELD_NOT_FOUND: { exit: "badInput", means: "A path that was asked for meets no field of the Pod." },
  FIELD_UNKNOWN: { exit: "warning", means: "A Kubernetes object has a field that its type does not have." },
  FILE_MISSING: { exit: "badInput", means: "A file that the command line names does not exist or cannot be read." },
  FILE_TOO_LARGE: { exit: "badInput", means: "A file that the command line names is larger than what is read." },
  HOST_PORT_REPEATED: {
    exit: "badInput",
    means: "Containers of a Pod, or two ports of one container, want the same port of the node.",
  },
  IMAGE_MISSING: {
    exit: "backend",
    means: "An image is not on the container engine, and no registry gave it or it may not be pulled.",
  },
  IMAGE_ROOTS_HIDDEN: { exit: "warning", means: "A mount takes the place of the CAs that the image brings." },
  INPUT_MISSING: { exit: "badInput", means: "The task has an input that nothing gave a value." },
  INPUT_NAME_UNSAFE: {
    exit: "badInput",
    means: "An input or a key would become a file outside its folder, or over another one.",
  },
  INPUT_REPEATED: { exit: "badInput", means: "An input is given more than once." },
  INPUT_TOO_LARGE: { exit: "badInput", means: "An input has more bytes than the limit allows." },
  INPUT_TYPE_MISMATCH: {
    exit: "badInput",
    means: "The value of an input is not of the type that the task's interface gives it.",
  },
  INPUT_UNKNOWN: { exit: "badInput", means: "The task has no input of this name." },
  INPUT_UNSUPPORTED: { exit: "badInput", means: "The copilot cannot turn an input of this type into files." },
  INTERFACE_INVALID: { exit: "usage", means: "An interface on a command line is not base64 of one." },
  KUBECONFIG_CONTEXT_UNKNOWN: {
    exit: "badInput",
    means: "The kubeconfig has no context of this name, or no current one.",
  },
  KUBECONFIG_INVALID: { exit: "badInput", means: "A kubeconfig cannot be read as one, or names what is not there." },
  KUBECONFIG_MISSING: { exit: "badInput", means: "There is no kubeconfig, so it is not known which cluster to ask." },
  LITERALS_INVALID: { exit: "badInput", means: "A file of inputs or outputs cannot be decoded." },
  LITERAL_UNSUPPORTED: { exit: "badInput", means: "A value has no form in JSON or YAML." },
  LOCAL_FILE_FAILED: { exit: "backend", means: "The file system failed under the data directory of a task." },
  LOG_FILE_FAILED: { exit: "backend", means: "The file of a task's log cannot be written." },
  MANIFEST_DUPLICATE: { exit: "badInput", means: "Two manifests give the same object." },
  MANIFEST_EMPTY: { exit: "warning", means: "A manifest file or folder holds nothing that is taken." },
  MANIFEST_FILE_MISSING: { exit: "badInput", means: "A manifest file or folder does not exist or cannot be read." },
  MANIFEST_INVALID: { exit: "badInput", means: "A YAML or JSON document cannot be read as what it should be." },
  MANIFEST_TOO_LARGE: {
    exit: "badInput",
    means: "A YAML or JSON document is larger than any Kubernetes object may be.",
  },
  NODE_TERMS_TOO_MANY: {
    exit: "badInput",
    means: "The required node selector terms of two layers give too many when they are joined.",
  },
  NOTHING_TO_LINT: {
    exit: "badInput",
    means: "The paths that `podwright lint` was given hold neither manifests nor tasks.",
  },
  NO_BUBBLEWRAP: { exit: "backend", means: "The sandbox engine needs bubblewrap, which is not installed." },
  NO_CONTAINER_RUNTIME: {
    exit: "backend",
    means: "Neither Docker nor Podman answered anywhere that was tried.",
  },
  NO_ENGINE: { exit: "backend", means: "Neither the sandbox nor a container runtime works here." },
  OUTPUT_INVALID: {
    exit: "badInput",
    means: "An output that the task wrote is not of the type that its interface gives it.",
  },
  OUTPUT_MISSING: { exit: "badInput", means: "The task did not write one of its outputs." },
  OUTPUT_TOO_LARGE: {
    exit: "badInput",
    means: "A file of the outputs has more bytes than the copilot reads into memory.",
  },
  OUTPUT_UNSAFE: { exit: "badInput", means: "An output leads outside the output directory, or is no regular file." },
  OUTPUT_UNSUPPORTED: { exit: "badInput", means: "The copilot cannot make an output of this type from files." },
  POD_INVALID: {
    exit: "badInput",
    means: "A Pod contradicts itself, such as by mounting a volume that it does not have.",
  },
  POD_REFERENCE_MISSING: {
    exit: "badInput",
    means: "A Pod refers to a ConfigMap, a Secret or a key of one that was not given.",
  },
  POD_SECURITY_REFUSED: { exit: "warning", means: "A Pod Security Standard refuses a container, or the Pod." },
  POD_SPEC_MISSING: { exit: "badInput", means: "A pod task has no Pod spec." },
  POD_TASK_DIFFERS: {
    exit: "warning",
    means: "A Pod of the cluster is explained by the file of another task than the one that it was made for.",
  },
  POD_TASK_UNKNOWN: { exit: "badInput", means: "Which task a Pod of the cluster was made for is not known." },
  POD_TEMPLATE_MISSING: { exit: "badInput", means: "The PodTemplate that the task names does not exist." },
  POD_TEMPLATE_UNUSED: {
    exit: "warning",
    means: "A PodTemplate was given that neither the task nor the platform names.",
  },
  PORT_IN_USE: { exit: "backend", means: "Another program listens on the port that the demo was to use." },
  PRIMARY_CONTAINER_MISSING: { exit: "badInput", means: "No container of the Pod bears the primary one's name." },
  PRIMARY_CONTAINER_UNNAMED: {
    exit: "badInput",
    means: "The config of a pod task does not name its primary container.",
  },
  PRIMARY_INIT_NEVER_APPLIES: {
    exit: "warning",
    means: "The template's `primary-init` container has no effect under these semantics.",
  },
  PROJECT_INVALID: {
    exit: "badInput",
    means: "A project's file (podwright.yaml) has a key that it cannot have, or a value.",
  },
  PROXY_REFUSED: {
    exit: "backend",
    means: "The proxy of the environment does not let a request through to the store.",
  },
  PROXY_UNREACHABLE: { exit: "backend", means: "No connection to the proxy that the environment names." },
  QUANTITY_INVALID: { exit: "badInput", means: "An amount of a resource is no Kubernetes quantity." },
  REFERENCE_MISSING: {
    exit: "warning",
    means:
      "A template refers to a ConfigMap, a Secret or a key that is not among the manifests, or that the cluster lacks.",
  },
  REQUEST_OVER_LIMIT: {
    exit: "badInput",
    means: "A container requests more of a resource than it is limited to, by what two layers say.",
  },
  RUN_LIST_INVALID: { exit: "badInput", means: "A line of a list of runs cannot be read as one." },
  RUN_UNKNOWN: { exit: "badInput", means: "The cluster has no run of this name." },
  SANDBOX_FAILED: { exit: "backend", means: "A sandbox cannot be made on this machine." },
  SECRET_INVALID: { exit: "badInput", means: "A task asks for a secret in a way that Flyte does not know." },
  SHARED_MEMORY_INVALID: {
    exit: "badInput",
    means: "The shared memory that a task asks for cannot be given to its Pod.",
  },
  STORE_ACCESS_DENIED: { exit: "backend", means: "The store knows who asks, and refuses." },
  STORE_CONFIG_INVALID: { exit: "badInput", means: "The `storage` section of the platform config cannot be used." },
  STORE_CONTAINER_REFUSED: {
    exit: "badInput",
    means: "A reference leads out of the configured container, and the config allows no other.",
  },
  STORE_CREDENTIALS_EXPIRED: {
    exit: "backend",
    means: "The credentials for the store were good for some time, which is over.",
  },
  STORE_CREDENTIALS_INVALID: {
    exit: "backend",
    means: "The store does not accept the access key or the signature made with its secret.",
  },
  STORE_CREDENTIALS_MISSING: { exit: "backend", means: "There are no credentials to sign requests to the store with." },
  STORE_FOLDER_FAILED: { exit: "backend", means: "The file system failed under a folder store." },
  STORE_FULL: { exit: "backend", means: "The store, or the bucket's quota in it, has no room for what is written." },
  STORE_OUT_OF_REACH: { exit: "badInput", means: "The Pod's containers do not see the store that the run uses." },
  STORE_READ_ONLY: {
    exit: "badInput",
    means: "A blob was to be written where blobs are only read, such as an http address.",
  },
  STORE_REDIRECT_REFUSED: {
    exit: "backend",
    means: "A web server's redirect leads from https to http, on and on, or nowhere, and is not followed.",
  },
  STORE_RESPONSE_INVALID: { exit: "backend", means: "The store's answer is not one that its protocol knows." },
  STORE_SCHEME_UNKNOWN: {
    exit: "badInput",
    means: "A reference's scheme belongs to no store that can be reached from here.",
  },
  STORE_UNAVAILABLE: {
    exit: "backend",
    means: "The store answers, but every try ended in its own failure or in its asking to slow down.",
  },
  STORE_UNLISTABLE: { exit: "badInput", means: "A directory was asked of a web server, which has none." },
  STORE_UNREACHABLE: { exit: "backend", means: "No connection to the store could be made or kept." },
  TASK_FIELDS_UNKNOWN: {
    exit: "warning",
    means: "The task has fields that this version does not know; they have no effect.",
  },
  TASK_FILE_INVALID: { exit: "badInput", means: "The task file holds no task spec of flytekit or flyte 2." },
  TASK_FILE_MISSING: { exit: "badInput", means: "The task file does not exist or cannot be read." },
  TASK_INPUT_UNUSABLE: {
    exit: "badInput",
    means: "A command or argument asks for an input that is missing or has no text.",
  },
  TASK_REPORTED_ERROR: { exit: "badInput", means: "The task left a file `_ERROR` among its outputs." },
  TASK_RESOURCES_MISSING: { exit: "badInput", means: "The execution overrides the task but states no resources." },
  TASK_TARGET_UNSUPPORTED: { exit: "badInput", means: "The task is of a kind that is not composed yet." },
  TASK_TYPE_SERVED_ELSEWHERE: {
    exit: "warning",
    means:
      "Not Flyte's pod plugin serves a task of this type, but another plugin or a connector, where one is enabled.",
  },
  TEMPLATE_CONTAINER_UNMATCHED: {
    exit: "warning",
    means:
      "A container of the template serves no container of the Pod: it is dropped or, by podwright's rules, an init container of its own.",
  },
  TRANSFER_INTERRUPTED: { exit: "backend", means: "A signal ended a transfer before it was complete." },
  TRANSFER_TIMED_OUT: { exit: "backend", means: "A transfer did not end within its time limit." },
  UNSET_MEETS_NOTHING: { exit: "warning", means: "A path that a task unsets stands in no layer below it." },
  USAGE: { exit: "usage", means: "The command line is not one that the command takes." },
  USER_NAMESPACES_FORBIDDEN: {
    exit: "backend",
    means: "This machine does not allow the namespaces that the sandbox engine is made of.",
  },
  VALUE_LOST: {
    exit: "warning",
    means: "A value of a task or template is not in the Pod, although nobody gave a better one.",
  },
  VARIABLE_CIRCLE: { exit: "warning", means: "Variables of a container refer to each other in a circle." },
  VOLUME_MISSING: { exit: "badInput", means: "A container mounts a volume that its Pod or template does not have." },
  WAIVER_UNKNOWN: { exit: "warning", means: "A PodTemplate waives a rule that the boundary does not have." },
} as const;

export type ProblemCode = keyof typeof catalogue;
