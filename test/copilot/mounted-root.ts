import { existsSync, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";

interface Mount {
  readonly source: string;
  readonly at: string;
}

const repository = join(import.meta.dirname, "../..");
const programFolders = /^(bin|sbin|lib(x?\d+)?)$/;
/** What Node needs to know `localhost`. */
const settings = ["/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/ld.so.cache"];

/**
 * bubblewrap's command line for a root made of binds, all read-only but `folder`: this machine's programs, none of its CAs,
 * and each mount as a kubelet would bind it, over whatever stood there. /usr is bound entry by entry, so that there can be mount points in it.
 */
export function mountedRoot(folder: string, mounts: readonly Mount[]): readonly string[] {
  const bound = new Set([dirname(dirname(process.execPath)), repository]);
  return [
    ...["bwrap", "--die-with-parent", "--unshare-pid", "--tmpfs", "/"],
    ...readdirSync("/")
      .filter((name) => programFolders.test(name))
      .flatMap((name) => bind(`/${name}`)),
    ...readdirSync("/usr")
      .filter((name) => programFolders.test(name))
      .flatMap((name) => bind(`/usr/${name}`)),
    ...settings.flatMap((path) => (existsSync(path) ? bind(path) : [])),
    ...["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"],
    ...[...bound].flatMap((path) => bind(path)),
    ...["--bind", folder, folder, "--chdir", folder],
    ...mounts.flatMap(({ source, at }) => ["--ro-bind", source, at]),
    "--",
  ];
}

function bind(path: string): readonly string[] {
  return lstatSync(path).isSymbolicLink() ? ["--symlink", readlinkSync(path), path] : ["--ro-bind", path, path];
}
