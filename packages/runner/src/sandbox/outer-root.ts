import { entryArguments, type SandboxSpec } from "./bubblewrap-arguments.ts";
import { hostRoot } from "./host-root.ts";
import { placeMounts } from "./place-mounts.ts";

/** What bubblewrap makes a container's /dev of. @source bubblewrap 0.8 bubblewrap.c, SETUP_MOUNT_DEV */
const devices = ["null", "zero", "full", "random", "urandom", "tty"].map((name) => `/dev/${name}`);

/**
 * The root in which a bubblewrap makes a container from within another one: all that the container is made of, each under its own path.
 * Not the whole machine: bubblewrap fails when one of the mounts that it takes over goes away meanwhile, as those of other containers do.
 */
export function outerRoot({ bubblewrap, root, mounts }: SandboxSpec): readonly string[] {
  const tree = hostRoot();
  // What stands under its own path is in the machine's root already.
  const files = root.flatMap((entry) => (entry.type === "host" && entry.source !== entry.path ? [entry.source] : []));
  const sources = outermost([bubblewrap, ...files, ...mounts.map(({ source }) => source)]);
  const placed = placeMounts(
    tree,
    sources.map((source) => ({ source, target: source, readOnly: false })),
  );
  return [
    ...tree.entries().flatMap(entryArguments),
    ...["--proc", "/proc", ...devices.flatMap((path) => ["--dev-bind", path, path])],
    ...placed.flatMap(({ source, target }) => ["--bind", source, target]),
  ];
}

/** Each path once, without those that lie below another. */
function outermost(paths: readonly string[]): readonly string[] {
  return [...new Set(paths)].filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}
