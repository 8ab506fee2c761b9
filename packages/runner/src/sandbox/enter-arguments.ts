import { boundRights, changeUser, type SandboxSpec } from "./bubblewrap-arguments.ts";
import { setprivPath } from "./setpriv.ts";

/** What a program is run with inside the namespaces of another, part of util-linux. */
export const nsenterPath = "/usr/bin/nsenter";

/** The way into a container that runs. */
export interface ContainerEntrance {
  readonly spec: SandboxSpec;
  /** Its first process on this machine. */
  readonly processId: number;
  /** The same process in the container's own PID namespace. */
  readonly innerProcessId: number;
  /** File number of the user namespace that its other namespaces belong to, where its first process is in a deeper one. */
  readonly outerUserNamespace: number | undefined;
}

/**
 * The arguments for `nsenter`. Where bubblewrap made two user namespaces, one within the other, the outer one has the right to
 * enter the rest, and the inner one has the container's user: the file with number 3 is the outer one.
 */
export function enterArguments(entrance: ContainerEntrance, command: readonly string[]): readonly string[] {
  const { spec, processId, innerProcessId, outerUserNamespace } = entrance;
  const of = (option: string, file = option) => `--${option}=/proc/${processId}/ns/${file}`;
  const nested = outerUserNamespace !== undefined;
  const user = spec.asRoot ? [] : [nested ? "--user=/proc/self/fd/3" : of("user"), "--preserve-credentials"];
  return [
    ...[...user, of("mount", "mnt"), of("pid"), of("ipc"), of("uts"), "--"],
    ...(nested ? [nsenterPath, `--user=/proc/${innerProcessId}/ns/user`, "--preserve-credentials", "--"] : []),
    ...becomeContainer(spec),
    ...["/usr/bin/env", "--chdir", spec.workingDir, ...loaderSettings(spec).map(([name, value]) => `${name}=${value}`)],
    ...command,
  ];
}

/** The container's environment but for what the loader of this machine's own programs would take for its own. */
export function enterEnvironment({ environment }: SandboxSpec): Record<string, string> {
  return Object.fromEntries([...environment].filter(([name]) => !isLoaderSetting(name)));
}

function loaderSettings({ environment }: SandboxSpec): readonly (readonly [string, string])[] {
  return [...environment].filter(([name]) => isLoaderSetting(name));
}

function isLoaderSetting(name: string): boolean {
  return name.startsWith("LD_");
}

function becomeContainer({ asRoot, identity }: SandboxSpec): readonly string[] {
  if (asRoot) return [setprivPath, "--no-new-privs", ...changeUser(identity)];
  const rights = identity.userId === 0 ? boundRights(identity) : [];
  return [setprivPath, "--no-new-privs", ...rights, "--inh-caps", "-all", "--"];
}
