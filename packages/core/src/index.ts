export { parseImageName } from "./apiserver/image-name.ts";
export { storedPodTemplate } from "./apiserver/stored-pod-template.ts";
export { writtenPodTemplate } from "./apiserver/written-pod-template.ts";
export type {
  BoundaryFinding,
  BoundaryReport,
  BoundaryRuleName,
  WaivedFinding,
  Waiver,
} from "./boundary/boundary-report.ts";
export { checkBoundary } from "./boundary/check-boundary.ts";
export { type ComposeWithinOptions, composeWithin } from "./boundary/compose-within.ts";
export { type BoundaryMode, boundaryModes } from "./compose/boundary-mode.ts";
export { type ComposeOptions, composePod } from "./compose/compose-pod.ts";
export type { Composition } from "./compose/composition.ts";
export { documents } from "./compose/documents.ts";
export type { DocumentId, ExecutionFacts, ExecutionOverrides, Facts, SourcedPodTemplate } from "./compose/facts.ts";

export { type SemanticsName, semanticsNames } from "./compose/semantics-names.ts";

export type { ConfigEntries, ConfigKey, ConfigTime, ConfigValue } from "./config/config-value.ts";
export {
  type ConfigDecoding,
  type ConfigFile,
  type ConfigSources,
  type DecodedConfig,
  decodeFlyteConfig,
} from "./config/decode-flyte-config.ts";
export { findSetting, type SettingPlace } from "./config/find-setting.ts";
export { platformConfig, storageConfig } from "./config/meant/read-section.ts";
export { type OverriddenSetting, overriddenSettings } from "./config/overridden-settings.ts";
export { type ConfigRules, readFlyteConfig } from "./config/read-flyte-config.ts";
export type { FlyteConfig } from "./config/typed/flyte-config.ts";
export type { LiteralOffloading } from "./config/typed/literal-offloading.ts";
export type { AcceleratorDeviceClass, CopilotConfig, PlatformConfig } from "./config/typed/platform-config.ts";
export type { StorageConfig } from "./config/typed/storage-config.ts";
export { diffPods } from "./diff/diff-pods.ts";
export type { DiffValue, PodChange } from "./diff/pod-diff.ts";
export { withStoredDefaults } from "./diff/with-stored-defaults.ts";
export { explainPod } from "./explain/explain-pod.ts";
export type { BeatenValue, ExplainedField, Explanation, LostReason, LostValue } from "./explain/explanation.ts";
export { findFields } from "./explain/find-fields.ts";
export { findLost } from "./explain/find-lost.ts";
export { unsetFields } from "./explain/unset-fields.ts";
export { decodeTaskSpec, maxTaskFileBytes } from "./flyte/decode-task-spec.ts";
export type { DecodedTask } from "./flyte/decoded-task.ts";
export { decodeErrorDocument, encodeErrorDocument, type TaskError } from "./flyte/error-document.ts";
export {
  type TypedInterface,
  TypedInterfaceSchema,
  type Variable,
  type VariableMap,
} from "./flyte/gen/flyteidl2/core/interface_pb.js";
export {
  type Literal,
  type LiteralMap,
  LiteralMapSchema,
  LiteralSchema,
} from "./flyte/gen/flyteidl2/core/literals_pb.js";
export { type TaskTemplate, TaskTemplateSchema } from "./flyte/gen/flyteidl2/core/tasks_pb.js";
export {
  BlobType_BlobDimensionality,
  type LiteralType,
  LiteralTypeSchema,
  SimpleType,
} from "./flyte/gen/flyteidl2/core/types_pb.js";
export type { NamedParameter } from "./flyte/gen/flyteidl2/task/common_pb.js";
export { checkInputs } from "./flyte/inputs/check-inputs.ts";
export { describeType } from "./flyte/inputs/describe-type.ts";
export { type GivenInputs, type ParsedInputs, parseInputs } from "./flyte/inputs/parse-inputs.ts";
export type { InputUpload } from "./flyte/inputs/place-uploads.ts";
export { literalMapJson } from "./flyte/literal-json.ts";
export { decodeLiteralMap, encodeLiteralMap } from "./flyte/literal-map.ts";
export { messageText } from "./flyte/message-text.ts";
export { parseLiteralJson } from "./flyte/parse-literal-json.ts";
export { parseLiteralText } from "./flyte/parse-literal-text.ts";
export { printTaskSpec } from "./flyte/print-task-spec.ts";
export { hasPrototypeName, unholdable } from "./flyte/prototype-name.ts";
export { scalarText } from "./flyte/scalar-text.ts";
export { decodeInterface, encodeInterface } from "./flyte/typed-interface.ts";
export {
  copilotErrorCodes,
  copilotProgram,
  metadataFileNames,
  sharedFileNames,
} from "./flyte/wire-strings.ts";
export { parseGoBoolean } from "./go/boolean.ts";
export { formatGoDuration, parseGoDuration } from "./go/duration.ts";
export { parseAnyBase } from "./go/integer.ts";
export { type GoJson, printGoJson } from "./go/json.ts";
export { matchesGlob } from "./go/matches-glob.ts";
export { quoteGo } from "./go/quote.ts";
export { certificateDirectories, certificateFiles } from "./go/trust-places.ts";
export { decodeKubernetes } from "./kubernetes/decode.ts";
export { formatQuantity, parseQuantity, type Quantity, type QuantityRefusal } from "./kubernetes/quantity.ts";
export { runMarks, runsSelector } from "./kubernetes/run-marks.ts";
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
export type { Finding, Severity } from "./lint/finding.ts";
export { lint } from "./lint/lint.ts";
export type { LintInput, LintTask, PlacedProblem } from "./lint/lint-input.ts";
export type { LintRule } from "./lint/lint-rule.ts";
export { type ObjectReference, referencesIn } from "./lint/object-references.ts";
export { podRefusals } from "./lint/pod-refusals.ts";
export { lintRules } from "./lint/rules.ts";
export { explainLivePod } from "./live-pod/explain-live-pod.ts";
export { lastChange } from "./live-pod/field-managers.ts";
export { type InferredFact, inferExecution } from "./live-pod/infer-execution.ts";
export type { DocumentChange, JudgedChange, LikelyAuthor } from "./live-pod/judged-change.ts";
export type {
  DocumentPlace,
  FieldPath,
  Origin,
  Trace,
  TracedField,
} from "./merge/origin.ts";
export { pathText } from "./merge/path-text.ts";
export type { FailedContainer } from "./phase/failed-container.ts";
export { holdingContainer } from "./phase/holding-container.ts";
export { type GracePeriods, type PhaseClock, phaseClock } from "./phase/phase-clock.ts";
export type { FlytePhase, PhaseInfo } from "./phase/phase-info.ts";
export { type ObservedPod, type PodVerdict, podVerdict } from "./phase/pod-verdict.ts";
export type { EndedTask, OngoingTask, TaskFailure, TaskPhase } from "./phase/task-phase.ts";
export { checkPodSecurity } from "./pod-security/check-pod-security.ts";
export type { JudgedPod, PodSecurityLevel, PodSecurityViolation } from "./pod-security/violation.ts";
export { catalogue, exitCodes, type ProblemCode } from "./problem/catalogue.ts";
export { didYouMean } from "./problem/did-you-mean.ts";
export { exitCodeMeanings } from "./problem/exit-code-meanings.ts";
export { exitCodeOf } from "./problem/exit-code-of.ts";
export { problemsOf, valuesOf } from "./problem/join-results.ts";
export { printable } from "./problem/printable.ts";
export { failure, failureOf, type Problem, type Result, success } from "./problem/problem.ts";
export { ProblemError, valueOrThrow } from "./problem/problem-error.ts";
export { reasonOf } from "./problem/reason-of.ts";
export { renderProblem } from "./problem/render-problem.ts";
export { resultOf } from "./problem/result-of.ts";
