import { toJson } from "@bufbuild/protobuf";
import { type ContainerStatus, LiteralMapSchema, type Problem } from "@podwright/core";
import type { ContainerRole } from "@podwright/runner";
import type { StartedRun, TaskResult, TaskVerdict } from "../run/task-result.ts";
import { outputFolder } from "./output-folder.ts";

export interface RunReport {
  readonly version: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** In the order in which they were given. */
  readonly results: readonly TaskResult[];
  /** Of what all tasks need; default: none. */
  readonly problems?: readonly Problem[];
}

/** The report of `podwright run -o json`; docs/run.md shows one. Durations are in seconds, times in RFC 3339. */
export function renderRunJson({ version, startedAt, endedAt, results, problems = [] }: RunReport): string {
  const counts = new Map<string, number>();
  for (const { verdict } of results) counts.set(verdict.verdict, (counts.get(verdict.verdict) ?? 0) + 1);
  const report = {
    podwright: version,
    startedAt,
    endedAt,
    durationSeconds: seconds(startedAt, endedAt),
    verdicts: Object.fromEntries(counts),
    ...(problems.length > 0 && { problems: problems.map(problemData) }),
    tasks: results.map(taskData),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function taskData({ label, taskFile, verdict, startedAt, endedAt, run, warnings, logFile }: TaskResult): object {
  return {
    label,
    ...(taskFile !== undefined && { task: taskFile }),
    ...verdictData(verdict),
    ...(run && runData(run)),
    startedAt,
    endedAt,
    durationSeconds: seconds(startedAt, endedAt),
    ...(logFile !== undefined && { log: logFile }),
    ...(warnings.length > 0 && { warnings: warnings.map(problemData) }),
  };
}

function verdictData(verdict: TaskVerdict): object {
  switch (verdict.verdict) {
    case "succeeded":
      return { verdict: "succeeded", ...(verdict.outputs && { outputs: toJson(LiteralMapSchema, verdict.outputs) }) };
    case "failed": {
      const { code, message, kind, recoverable, container } = verdict.failure;
      return {
        verdict: "failed",
        code,
        message,
        kind,
        recoverable,
        ...(container && { failedContainer: container.name }),
      };
    }
    case "refused":
      return { verdict: "refused", problems: verdict.problems.map(problemData) };
    case "bug":
      return { verdict: "bug", stack: verdict.stack };
    default:
      return { verdict: verdict.verdict };
  }
}

function runData({ engine, namespace, name, outputPrefix, folder, roles, status }: StartedRun): object {
  const local = outputFolder(folder, outputPrefix);
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const byName = new Map(statuses.map((each) => [each.name, each]));
  return {
    engine,
    pod: {
      namespace,
      name,
      ...(status?.phase && { phase: status.phase }),
      ...(status?.reason && { reason: status.reason }),
    },
    outputPrefix,
    ...(local !== undefined && { outputFolder: local }),
    containers: status ? roles.map(([container, role]) => containerData(container, role, byName.get(container))) : [],
  };
}

function containerData(name: string, role: ContainerRole, status: ContainerStatus | undefined): object {
  const { state, lastState, restartCount = 0 } = status ?? {};
  const end = state?.terminated ?? lastState?.terminated;
  const startedAt = state?.running?.startedAt ?? end?.startedAt;
  const { exitCode, reason = state?.waiting?.reason, message, finishedAt } = end ?? {};
  return {
    name,
    role,
    ...(exitCode !== undefined && { exitCode }),
    ...(reason && { reason }),
    ...(message && { message }),
    ...(startedAt && { startedAt }),
    ...(finishedAt && { endedAt: finishedAt }),
    ...(startedAt && finishedAt && { durationSeconds: seconds(new Date(startedAt), new Date(finishedAt)) }),
    restartCount,
  };
}

function problemData({ code, severity = "error", what, where, tried, fix }: Problem): object {
  return { code, severity, what, ...(where && { where }), ...(tried && { tried }), fix };
}

function seconds(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
