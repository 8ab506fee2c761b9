/** A program and its arguments. */
export type CommandLine = readonly [program: string, args: readonly string[]];

/** The shell becomes the program, which so is in the cgroups before it does anything. */
const script = 'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs" || exit 126; shift; done; shift; exec "$@"';

/** A command line that starts `program` within cgroups. */
export function joinCgroups(folders: readonly string[], [program, args]: CommandLine): CommandLine {
  if (folders.length === 0) return [program, args];
  return ["/bin/sh", ["-c", script, "sh", ...folders, "--", program, ...args]];
}
