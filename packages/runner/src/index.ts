export type {
  ContainerPhase,
  ContainerRole,
  PodRunner,
  ProgramOnHost,
  RunEvent,
  RunRequest,
  RunResult,
} from "./runner.ts";
