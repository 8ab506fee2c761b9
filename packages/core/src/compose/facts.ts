import type { LiteralOffloading } from "../config/typed/literal-offloading.ts";
import type { PlatformConfig } from "../config/typed/platform-config.ts";
import type { StorageConfig } from "../config/typed/storage-config.ts";
import type { LiteralMap } from "../flyte/gen/flyteidl2/core/literals_pb.js";
import type { SecurityContext } from "../flyte/gen/flyteidl2/core/security_pb.js";
import type { ExtendedResources, K8sPod, TaskTemplate } from "../flyte/gen/flyteidl2/core/tasks_pb.js";
import type { OwnerReference, PodTemplate, ResourceRequirements } from "../kubernetes/gen/types.ts";

/** Everything that decides a Pod, gathered by a shell before composing: the same facts always give the same Pod. */
export interface Facts {
  readonly task: TaskTemplate;
  readonly podTemplates: readonly SourcedPodTemplate[];
  /** Flyte's `plugins.k8s` section, defaults filled in. */
  readonly config: PlatformConfig;
  /** Flyte's `storage` section, defaults filled in. */
  readonly storage: StorageConfig;
  /** Of Flyte 1. Absent: tasks offload no literals. */
  readonly literalOffloading?: LiteralOffloading;
  readonly execution: ExecutionFacts;
  /** The environment of the engine that composes: `default-env-vars-from-env` reads it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where Flyte itself runs; templates that the task's namespace lacks are looked up here. */
  readonly flyteNamespace: string;
}

/** Names a document among the facts; a shell turns it, with a path, into file and line. */
export type DocumentId = string;

export interface SourcedPodTemplate {
  readonly document: DocumentId;
  /** As its author wrote it, or as a cluster gave it back. */
  readonly template: PodTemplate;
  /** For a template that was read from a file: what a cluster would give back. Absent: `template` has been in a cluster already. */
  readonly stored?: PodTemplate;
}

/** What Flyte knows of one attempt of one task in one execution. Prefixes and paths are store URIs. */
export interface ExecutionFacts {
  readonly namespace: string;
  /** The generated name, which becomes the Pod's. */
  readonly name: string;
  /** What Flyte draws at random to call the container where `name` is no DNS label; `rand` by default. */
  readonly drawnContainerName?: string;
  readonly project: string;
  readonly domain: string;
  readonly executionName: string;
  readonly nodeId?: string;
  readonly uniqueNodeId?: string;
  readonly taskId?: {
    readonly project?: string;
    readonly domain?: string;
    readonly name?: string;
    readonly version?: string;
  };
  readonly retryAttempt?: number;
  readonly maxAttempts?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccount?: string;
  readonly interruptible?: boolean;
  /** Absent: resources come from the task's container. Present without `resources`: there are none. */
  readonly overrides?: ExecutionOverrides;
  readonly platformResources?: ResourceRequirements;
  /** Absent: the inputs could not be read, and `{{.Inputs.x}}` stays as it is. */
  readonly inputs?: LiteralMap;
  readonly inputPath: string;
  readonly inputPrefix: string;
  readonly outputPrefix: string;
  readonly rawOutputPrefix: string;
  readonly checkpointPrefix?: string;
  readonly prevCheckpointPrefix?: string;
  readonly taskTemplatePath?: string;
  readonly envVars?: Readonly<Record<string, string>>;
  readonly securityContext?: SecurityContext;
  readonly ownerReference?: OwnerReference;
  readonly consoleUrl?: string;
}

export interface ExecutionOverrides {
  readonly resources?: ResourceRequirements;
  readonly extendedResources?: ExtendedResources;
  readonly containerImage?: string;
  readonly podTemplate?: K8sPod;
}
