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
export { createSandboxRunner, type SandboxOptions } from "./sandbox/create-sandbox-runner.ts";
export { findBubblewrap, probeBubblewrap } from "./sandbox/find-bubblewrap.ts";
