import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { announce, SetupError } from "./setup-error.mjs";

const isRoot = process.getuid?.() === 0;

/** Installs bubblewrap where this user may, and tries whether it can make the sandboxes that Pods run in. */
export function ensureBubblewrap() {
  if (run("bwrap", ["--version"]).error) installBubblewrap();
  const namespaces = ["--unshare-ipc", "--unshare-pid", "--unshare-uts", ...(isRoot ? [] : ["--unshare-user"])];
  const trial = run("bwrap", [...namespaces, "--ro-bind", "/", "/", "--proc", "/proc", "true"]);
  if (trial.status !== 0)
    throw new SetupError(`bubblewrap cannot make a sandbox here (${oneLine(trial)}); ${remedy()}`);
}

function installBubblewrap() {
  if (!isRoot || run("apt-get", ["--version"]).error) throw new SetupError(`bubblewrap is missing; ${howToInstall()}`);
  announce("installing bubblewrap with apt-get");
  const install = [
    "-o",
    "DPkg::Lock::Timeout=120",
    "install",
    "--yes",
    "--quiet",
    "--no-install-recommends",
    "bubblewrap",
  ];
  if (apt(install).status === 0) return;
  apt(["update", "--quiet"]);
  const second = apt(install);
  if (second.status !== 0) throw new SetupError(`apt-get could not install bubblewrap: ${oneLine(second)}`);
}

/** @param {readonly string[]} args */
function apt(args) {
  return run("apt-get", args, { ...process.env, DEBIAN_FRONTEND: "noninteractive" });
}

function howToInstall() {
  const sudo = isRoot ? "" : "sudo ";
  const managers = [
    { program: "apt-get", command: "apt-get install bubblewrap" },
    { program: "dnf", command: "dnf install bubblewrap" },
    { program: "pacman", command: "pacman -S bubblewrap" },
    { program: "apk", command: "apk add bubblewrap" },
    { program: "zypper", command: "zypper install bubblewrap" },
  ];
  const found = managers.find(({ program }) => !run(program, ["--version"]).error);
  if (found) return `install it: ${sudo}${found.command}`;
  return "install the package `bubblewrap` of your distribution (apt, dnf, pacman, apk and zypper all call it that)";
}

/** What forbids user namespaces here, as far as the kernel says, and how to allow them. */
function remedy() {
  if (setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") === "1") {
    return "AppArmor forbids user namespaces to ordinary users: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0";
  }
  if (setting("/proc/sys/kernel/unprivileged_userns_clone") === "0") {
    return "user namespaces are off for ordinary users: sudo sysctl kernel.unprivileged_userns_clone=1";
  }
  if (setting("/proc/sys/user/max_user_namespaces") === "0") {
    return "user namespaces are off: sudo sysctl user.max_user_namespaces=15000";
  }
  return "in a container, start it with --privileged; elsewhere allow user namespaces";
}

/** @param {string} path */
function setting(path) {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function run(program, args, env = process.env) {
  return spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env });
}

/**
 * The last thing that a program said.
 * @param {{ stderr: string, status: number | null }} ended
 */
function oneLine({ stderr, status }) {
  return stderr.trim().split("\n").at(-1) || `exit code ${status}`;
}
