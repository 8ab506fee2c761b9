import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Problem, ProblemError } from "@podwright/core";
import { findProgram } from "../find-program.ts";
import { entryArguments } from "./bubblewrap-arguments.ts";
import { hostRoot } from "./host-root.ts";

/** The first `bwrap` on `path` (colons between folders). @problems NO_BUBBLEWRAP */
export function findBubblewrap(path: string): string {
  const found = findProgram("bwrap", path);
  if (found) return found;
  throw new ProblemError([
    {
      code: "NO_BUBBLEWRAP",
      what: "the sandbox engine needs bubblewrap (bwrap), which is not installed",
      where: `PATH ${path || "(empty)"}`,
      fix: "install it: apt-get install bubblewrap | dnf install bubblewrap | pacman -S bubblewrap | apk add bubblewrap",
    },
  ]);
}

/**
 * Runs a sandbox as containers have it, so that a machine that forbids one says so before anything starts. It has the machine's programs alone:
 * with all that is mounted here it would fail when a mount goes away meanwhile, as those of other people's containers do.
 * @problems USER_NAMESPACES_FORBIDDEN, SANDBOX_FAILED
 */
export async function probeBubblewrap(bubblewrap: string, path: string, asRoot: boolean): Promise<void> {
  const namespaces = ["--unshare-ipc", "--unshare-pid", "--unshare-uts", ...(asRoot ? [] : ["--unshare-user"])];
  try {
    const root = hostRoot().entries().flatMap(entryArguments);
    const checked = [...namespaces, ...root, ...["--proc", "/proc", "--dev", "/dev"], "true"];
    await promisify(execFile)(bubblewrap, checked, { env: { PATH: path } });
  } catch (error) {
    throw new ProblemError([explain(String((error as { stderr?: string }).stderr ?? error).trim(), asRoot)]);
  }
}

/** What bubblewrap says, in words that help. */
export function explain(said: string, asRoot: boolean): Problem {
  const where = `bwrap: ${said.replace(/^bwrap: /, "")}`;
  if (/namespace|uid map|Operation not permitted|Permission denied/i.test(said)) {
    return {
      code: "USER_NAMESPACES_FORBIDDEN",
      what: asRoot
        ? "this machine does not let root make namespaces, which the sandbox engine is made of"
        : "this machine does not let ordinary users make user namespaces, which the sandbox engine is made of",
      where,
      fix: asRoot
        ? "in a container, give it what bubblewrap needs: docker run --privileged, or --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined"
        : [
            "allow them, as root:",
            "Ubuntu 24.04 and later: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
            "  (or, for bwrap alone, an AppArmor profile for it with `userns,`)",
            "older Debian:           sysctl -w kernel.unprivileged_userns_clone=1",
            "others:                 sysctl -w user.max_user_namespaces=10000",
          ].join("\n"),
    };
  }
  return {
    code: "SANDBOX_FAILED",
    what: "bubblewrap cannot make a sandbox on this machine",
    where,
    fix: "see docs/sandbox.md for what the sandbox engine needs",
  };
}
