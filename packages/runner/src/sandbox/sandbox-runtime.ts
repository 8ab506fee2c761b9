import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LogLine } from "../logs/log-line.ts";
import { createLogTail, terminationMessage } from "../logs/termination-message.ts";
import type { PodFacts } from "../pod-facts.ts";
import { podHostname } from "../pod-hostname.ts";
import type { ContainerEnd, ContainerRuntime, StartOutcome } from "../pod-lifecycle/container-runtime.ts";
import type { PlannedVolume } from "../volumes/plan-volumes.ts";
import { type Mount, resolveMounts } from "../volumes/resolve-mounts.ts";
import type { LimitedFolder } from "../volumes/watch-usage.ts";
import { type VolumeOnHost, writeVolumes } from "../volumes/write-volumes.ts";
import { bubblewrapArguments, type SandboxSpec } from "./bubblewrap-arguments.ts";
import { containerLimits } from "./cgroups/container-limits.ts";
import type { ContainerCgroups, RunCgroups } from "./cgroups/run-cgroups.ts";
import { writeEtcFiles } from "./container-files.ts";
import { hostRoot } from "./host-root.ts";
import { mountMemoryVolumes } from "./memory-volumes.ts";
import { makeOutputPipes } from "./output-pipes.ts";
import { placeMounts } from "./place-mounts.ts";
import type { SandboxPlan } from "./plan-sandboxes.ts";
import type { RunFolder } from "./run-folder.ts";
import { startSharedProcesses } from "./shared-processes.ts";
import { startSandbox } from "./start-sandbox.ts";

export interface SandboxRuntimeInput {
  readonly bubblewrap: string;
  /** Where programs of this machine are looked for. */
  readonly path: string;
  readonly asRoot: boolean;
  /** Everything is written under it; its maker removes it. */
  readonly folder: RunFolder;
  readonly facts: PodFacts;
  readonly cgroups: RunCgroups;
  readonly volumes: readonly PlannedVolume[];
  readonly plans: readonly SandboxPlan[];
}

export interface SandboxRuntime extends ContainerRuntime {
  /** Ends what the containers shared; after the last of them. */
  close(): Promise<void>;
  /** Volumes with a `sizeLimit` that nothing but looking at them enforces. */
  readonly limitedFolders: readonly LimitedFolder[];
}

/** Makes a Pod's volumes and files, and starts its containers over them. */
export async function createSandboxRuntime(input: SandboxRuntimeInput): Promise<SandboxRuntime> {
  const { folder, facts, asRoot } = input;
  const names = input.plans.map(({ container }) => container.name);
  const outputs = await makeOutputPipes(folder.pipes, names, input.path);
  const etcFiles = await writeEtcFiles(folder.etc, facts.pod, podHostname(facts.pod));
  const fsGroup = asRoot ? facts.pod.spec?.securityContext?.fsGroup : undefined;
  if (asRoot) await mountMemoryVolumes(folder.volumes, input.volumes);
  const volumes = await writeVolumes(folder.volumes, input.volumes, new Date(), fsGroup);

  const output = join(folder.pipes, "pause");
  const sharing = facts.pod.spec?.shareProcessNamespace === true;
  const shared = sharing ? await startSharedProcesses({ bubblewrap: input.bubblewrap, asRoot, output }) : undefined;

  return {
    close: async () => shared?.stop(),
    limitedFolders: limitedFolders(input, volumes),
    async start(name, onLine): Promise<StartOutcome> {
      const plan = input.plans.find(({ container }) => container.name === name);
      const pipes = outputs.get(name);
      if (!plan || !pipes) throw new Error(`no container ${name}`);
      const message = join(folder.messages, name);
      const log = createLogTail();
      const withMessage = async (end: ContainerEnd): Promise<ContainerEnd> => {
        if (end.message) return end;
        const text = await terminationMessage(message, plan.container.terminationMessagePolicy, end.exitCode, log);
        return text ? { ...end, message: text } : end;
      };
      let spec: SandboxSpec;
      let cgroups: ContainerCgroups;
      try {
        await writeFile(message, "");
        await chmod(message, 0o666);
        spec = sandboxSpec(input, plan, volumes, etcFiles, message);
        cgroups = await input.cgroups.make(name, containerLimits(plan.container));
      } catch (error) {
        const end = { exitCode: 128, reason: "CreateContainerError", message: (error as Error).message };
        return { outcome: "failed", end };
      }
      const limited = { ...spec, cgroups: cgroups.folders, ...(shared ? { shared: shared.namespaces } : {}) };
      const logLine = (line: LogLine): void => {
        log.add(line);
        onLine(line);
      };
      const started = await startSandbox(limited, pipes, logLine, async (end) =>
        withMessage(await withoutCgroups(end, cgroups)),
      );
      if (started.outcome === "failed") await cgroups.remove();
      return started;
    },
  };
}

function limitedFolders(
  { volumes, asRoot }: SandboxRuntimeInput,
  made: ReadonlyMap<string, VolumeOnHost>,
): readonly LimitedFolder[] {
  return volumes.flatMap(({ name, medium, limit }) => {
    const folder = made.get(name)?.folder;
    return folder && limit?.written && !(asRoot && medium === "memory") ? [{ name, folder, limit }] : [];
  });
}

/** @source containerd internal/cri/server/events.go: TaskOOM sets reason OOMKilled, whatever the exit code then is */
async function withoutCgroups(end: ContainerEnd, cgroups: ContainerCgroups): Promise<ContainerEnd> {
  return (await cgroups.remove()) === "oom-killed" ? { ...end, reason: "OOMKilled" } : end;
}

/** Throws where it cannot be made: a kubelet's CreateContainerError. */
function sandboxSpec(
  { bubblewrap, asRoot, facts }: SandboxRuntimeInput,
  plan: SandboxPlan,
  volumes: ReadonlyMap<string, VolumeOnHost>,
  etcFiles: ReadonlyMap<string, string>,
  message: string,
): SandboxSpec {
  const { container, identity, environment, command } = plan;
  const tree = hostRoot();
  for (const [path, file] of etcFiles) tree.addHost(path, file);
  const workingDir = container.workingDir || "/";
  const wanted = [...resolveMounts(plan.volumeMounts, volumes), ...programMounts(plan)];
  const mounts = placeMounts(tree, wanted);
  const messagePath = container.terminationMessagePath ?? "/dev/termination-log";
  tree.mountPoint("/dev", "folder");
  if (!isUnder(workingDir, mounts)) tree.mountPoint(workingDir, "folder");
  return withoutNul({
    ...{ bubblewrap, asRoot, hostname: podHostname(facts.pod), identity, environment, workingDir, command },
    root: tree.entries(),
    mounts: [...mounts, { source: message, target: messagePath, readOnly: false }],
    cgroups: [],
    mark: message.split("/").slice(-3).join("/"),
    readOnlyRoot: container.securityContext?.readOnlyRootFilesystem === true,
  });
}

/** NUL ends a word, for programs and for bubblewrap alike. */
function withoutNul(spec: SandboxSpec): SandboxSpec {
  const words = [...bubblewrapArguments(spec), ...spec.command];
  if (words.some((word) => word.includes("\0"))) throw new Error("a value of the container holds a NUL byte");
  return spec;
}

function programMounts({ program }: SandboxPlan): readonly Mount[] {
  if (!program) return [];
  return [
    ...program.needs.map((path) => ({ source: path, target: path, readOnly: true })),
    ...program.writes.map((path) => ({ source: path, target: path, readOnly: false })),
  ];
}

function isUnder(path: string, mounts: readonly Mount[]): boolean {
  return mounts.some(({ target }) => path === target || path.startsWith(`${target}/`));
}
