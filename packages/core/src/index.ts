export type { Composition, SemanticsName } from "./compose/composition.ts";
export type { DocumentId, ExecutionFacts, ExecutionOverrides, Facts, SourcedPodTemplate } from "./compose/facts.ts";
export type { StorageConfig } from "./compose/storage-config.ts";
export type {
  ConfigMap,
  Container,
  ContainerState,
  ContainerStatus,
  EnvFromSource,
  EnvVar,
  ObjectMeta,
  OwnerReference,
  Pod,
  PodSpec,
  PodStatus,
  PodTemplate,
  PodTemplateSpec,
  ResourceRequirements,
  Secret,
  Volume,
  VolumeMount,
} from "./kubernetes/types.ts";
export type { Origin, Trace, TracedField } from "./merge/origin.ts";
export { catalogue, exitCodeOf, exitCodes, type ProblemCode } from "./problem/catalogue.ts";
export { failure, type Problem, type Result, success } from "./problem/problem.ts";
export { ProblemError, valueOrThrow } from "./problem/problem-error.ts";
export { renderProblem } from "./problem/render-problem.ts";
