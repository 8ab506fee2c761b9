import { readFile } from "node:fs/promises";
import { type Check, type Finding, ok } from "../check.ts";

interface Setting {
  readonly file: string;
  /** The value by which ordinary users may make no user namespaces. */
  readonly forbids: string;
  readonly remedy: string;
}

/** @source Linux Documentation/admin-guide/sysctl/user.rst; Debian's and Ubuntu's own settings beside it */
const settings: readonly Setting[] = [
  {
    file: "user/max_user_namespaces",
    forbids: "0",
    remedy: "sysctl -w user.max_user_namespaces=10000",
  },
  {
    file: "kernel/unprivileged_userns_clone",
    forbids: "0",
    remedy: "sysctl -w kernel.unprivileged_userns_clone=1",
  },
  {
    file: "kernel/apparmor_restrict_unprivileged_userns",
    forbids: "1",
    remedy:
      "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (Ubuntu 24.04 and later; or an AppArmor profile for bwrap with `userns,`)",
  },
];

/** What the kernel says of user namespaces, of which an ordinary user's sandboxes are made. */
export const userNamespacesCheck: Check = {
  name: "user namespaces",
  run: async () => judgeUserNamespaces(await readSettings("/proc/sys"), process.getuid?.() === 0),
};

/** @param values - by file below /proc/sys; what a kernel does not have is absent */
export function judgeUserNamespaces(values: ReadonlyMap<string, string>, isRoot: boolean): Finding {
  const told = [...values].map(([file, value]) => `${file.replace("/", ".")}=${value}`).join(" ");
  const forbidding = settings.filter(({ file, forbids }) => values.get(file) === forbids);
  if (forbidding.length === 0) return ok(`allowed (${told || "this kernel has no setting that forbids them"})`);
  const what = `forbidden to ordinary users (${told})`;
  if (isRoot) return { status: "ok", what: `${what}; root's sandboxes are made without them` };
  const fix = ["allow them, as root:", ...forbidding.map(({ remedy }) => `  ${remedy}`)].join("\n");
  // bwrap may have an AppArmor profile of its own: whether it makes a sandbox is the sandbox check's to say.
  const status = forbidding.every(({ forbids }) => forbids === "1") ? "warning" : "failed";
  return { status, what, fix };
}

async function readSettings(root: string): Promise<ReadonlyMap<string, string>> {
  const read = settings.map(async ({ file }) => {
    const text = await readFile(`${root}/${file}`, "utf8").catch(() => undefined);
    return text === undefined ? [] : [[file, text.trim()] as const];
  });
  return new Map((await Promise.all(read)).flat());
}
