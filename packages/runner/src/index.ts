export type {
  ContainerPhase,
  ContainerRole,
  PodRunner,
  ProgramOnHost,
  RunEvent,
  RunRequest,
  RunResult,
} from "./runner.ts";
export { createSandboxRunner, type SandboxOptions } from "./sandbox/create-sandbox-runner.ts";
