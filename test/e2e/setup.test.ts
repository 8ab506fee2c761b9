import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
/** A Node that has no npm beside it, whatever runs the tests. */
const node = join(root, "node_modules/node/bin/node");
let scratch: string;
let clone: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "podwright setup "));
  clone = join(scratch, "a clone");
  cpSync(join(root, "scripts/setup.mjs"), join(clone, "scripts/setup.mjs"));
  cpSync(join(root, "scripts/setup"), join(clone, "scripts/setup"), { recursive: true });
  mkdirSync(join(scratch, "bin"));
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** Puts a program of this machine, or one that does nothing but succeed, on the PATH of the setup. */
function provide(name: string, target?: string): void {
  const path = join(scratch, "bin", name);
  if (target) symlinkSync(target, path);
  else writeFileSync(path, "#!/bin/sh\n", { mode: 0o755 });
}

/** Runs the setup of the clone inside a sandbox made with these options of bubblewrap. */
function setUp(...sandbox: string[]) {
  const options = ["--unshare-user", "--dev-bind", "/", "/", "--setenv", "PATH", join(scratch, "bin"), ...sandbox];
  const { status, stderr } = spawnSync("bwrap", [...options, node, join(clone, "scripts/setup.mjs")], {
    encoding: "utf8",
  });
  return { status, stderr };
}

const asRoot = ["--uid", "0", "--gid", "0"];
const asOrdinaryUser = ["--uid", "1000", "--gid", "1000"];

test("says what to install where it knows no package manager", () => {
  expect(setUp(...asRoot)).toEqual({
    status: 4,
    stderr:
      "setup: bubblewrap is missing; install the package `bubblewrap` of your distribution (apt, dnf, pacman, apk and zypper all call it that)\n",
  });
});

test.for([
  { manager: "dnf", want: "dnf install bubblewrap" },
  { manager: "pacman", want: "pacman -S bubblewrap" },
  { manager: "apk", want: "apk add bubblewrap" },
])("names the command of $manager", ({ manager, want }) => {
  provide(manager);
  expect(setUp(...asRoot)).toEqual({ status: 4, stderr: `setup: bubblewrap is missing; install it: ${want}\n` });
});

test("an ordinary user is told the command with sudo, and nothing is installed for them", () => {
  provide("apt-get");
  expect(setUp(...asOrdinaryUser)).toEqual({
    status: 4,
    stderr: "setup: bubblewrap is missing; install it: sudo apt-get install bubblewrap\n",
  });
});

test("says so when the kernel refuses a sandbox", () => {
  provide("bwrap", which("bwrap"));
  provide("true", which("true"));
  const { status, stderr } = setUp(...asOrdinaryUser, "--disable-userns");
  expect(stderr).toMatch(
    /^setup: bubblewrap cannot make a sandbox here \(bwrap: .*namespace.*\); .*allow user namespaces\n$/,
  );
  expect(status).toBe(4);
});

test("says so when there is no npm", () => {
  provide("bwrap", which("bwrap"));
  provide("true", which("true"));
  const { status, stderr } = setUp(...asOrdinaryUser, "--unsetenv", "npm_execpath", "--unsetenv", "npm_node_execpath");
  expect(stderr).toBe(
    "setup: installing dependencies with npm ci\nsetup: npm cannot be started (spawnSync npm ENOENT); install npm 9 or newer\n",
  );
  expect(status).toBe(4);
});

test("has nothing to say, and nothing to do, in a clone that is set up", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts/setup.mjs")], {
    encoding: "utf8",
    cwd: tmpdir(),
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
});

function which(program: string): string {
  const folders = (process.env.PATH ?? "").split(":");
  const path = folders.map((folder) => join(folder, program)).find((candidate) => existsSync(candidate));
  if (!path) throw new Error(`${program} is nowhere on the PATH`);
  return path;
}
