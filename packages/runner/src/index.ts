export { createDockerRunner, type DockerOptions } from "./docker/create-docker-runner.ts";
export { describeEngine, type EngineDescription } from "./docker/discovery/describe-engine.ts";
export type { EngineSearch } from "./docker/discovery/engine-search.ts";
export {
  chooseContainerRuntime,
  type FoundRuntime,
  findContainerRuntimes,
  noContainerRuntime,
  type RuntimeFinding,
} from "./docker/discovery/find-container-runtimes.ts";
export { withoutSandbox } from "./docker/discovery/sandbox-advice.ts";
export { findProgram } from "./find-program.ts";
export type {
  Call,
  Cluster,
  CreateCall,
  DeleteCall,
  ListCall,
  LogCall,
  ObjectList,
  PlacedCall,
  WatchCall,
  WatchNews,
} from "./kubernetes/connection/cluster.ts";
export { ClusterError, hasStatus } from "./kubernetes/connection/cluster-error.ts";
export type { ClusterObjects, ResourceName } from "./kubernetes/connection/cluster-objects.ts";
export { connectCluster } from "./kubernetes/connection/connect-cluster.ts";
export { describeKubeconfig, type KubeconfigDescription } from "./kubernetes/connection/describe-kubeconfig.ts";
export type { ClusterChoice } from "./kubernetes/connection/kubeconfig.ts";
export {
  createKubernetesRunner,
  type KubernetesOptions,
  type KubernetesRunner,
} from "./kubernetes/create-kubernetes-runner.ts";
export type { AttachRequest } from "./kubernetes/follow-to-end.ts";
export { isLookedAfter } from "./kubernetes/submit/run-marks.ts";
export { limitsWithoutEffectReason } from "./pod-check/limits-without-effect.ts";
export type {
  ContainerPhase,
  ContainerRole,
  PodRunner,
  ProgramOnHost,
  RunEvent,
  RunRequest,
  RunResult,
} from "./runner.ts";
export { type EngineName, engineNames } from "./runner.ts";
export { findCgroupPlaces } from "./sandbox/cgroups/find-cgroup-places.ts";
export { createSandboxRunner, type SandboxOptions, type SandboxRunner } from "./sandbox/create-sandbox-runner.ts";
export { findBubblewrap, probeBubblewrap } from "./sandbox/find-bubblewrap.ts";
