import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { announce, SetupError } from "./setup-error.mjs";

/**
 * Runs `npm ci`. npm leaves out a bundler's or a linter's native part that asks for a newer Node than the one that npm runs on, so on an
 * old one npm first brings Node 24, and then runs on that.
 * @param {string} root
 */
export function installPackages(root) {
  if (isRecent(process.versions.node)) return npm(["ci"], root, nodeOfNpm());
  const scratch = join(root, ".cache/node-for-npm");
  mkdirSync(scratch, { recursive: true });
  try {
    const { node } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).devDependencies;
    announce(`bringing Node ${node} with npm, to run npm on`);
    npm(["install", "--prefix", scratch, "--no-save", "--no-package-lock", `node@${node}`], root, nodeOfNpm());
    npm(["ci"], root, join(scratch, "node_modules/node/bin/node"));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Whether a Node satisfies what the native packages ask for: ^20.19.0 || >=22.12.0.
 * @param {string} version
 */
function isRecent(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/** The Node that npm was started with, where npm runs this script: the one on the PATH may be what is being replaced. */
function nodeOfNpm() {
  return process.env.npm_node_execpath ?? process.execPath;
}

/**
 * @param {readonly string[]} args
 * @param {string} root
 * @param {string} node - what npm, and what npm runs, is to run on
 */
function npm(args, root, node) {
  const script = process.env.npm_execpath;
  const [program, ...first] = script ? [node, script] : ["npm"];
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
    NODE_NO_WARNINGS: "1", // An old npm on a new Node has some that are not its user's.
  };
  const { status, error } = spawnSync(program, [...first, ...args, "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", 2],
    env,
  });
  if (error) throw new SetupError(`npm cannot be started (${error.message}); install npm 9 or newer`);
  if (status !== 0) throw new SetupError(`npm ${args[0]} failed, as it says above`);
}
